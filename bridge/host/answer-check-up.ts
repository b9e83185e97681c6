import { askedHost } from '../../shared/portals/asked-portals.ts';
import type { CheckUpProgress, CheckUpResult, CheckUpWish } from '../../shared/rpc/check-up.ts';
import type { Machine } from '../diagnosis/machine.ts';
import { CONNECTION_PROBES, deviceProbes } from '../diagnosis/probe-sets.ts';
import { SITE_RULES_PROBE } from '../diagnosis/probes/browser-rules.ts';
import { runCheckUp } from '../diagnosis/run-check-up.ts';

/**
 * Runs a check-up for the extension, which finds the rest: it is there, so browser and bridge have
 * found one another. Only a host of the catalogue is contacted, whatever was asked for.
 * @throws the signal's reason
 */
export async function answerCheckUp(
  machine: Machine,
  { wanted, portal, browser }: CheckUpWish,
  signal: AbortSignal,
  onProgress: (progress: CheckUpProgress) => void,
): Promise<CheckUpResult> {
  const { findings, checks } = await runCheckUp(machine, {
    probes: [
      ...CONNECTION_PROBES,
      // Of a browser that is not known by its name, no rules are known either.
      ...(browser === undefined ? [] : [SITE_RULES_PROBE]),
      ...deviceProbes(wanted),
    ],
    browser,
    portal: askedHost(wanted, portal),
    signal,
    onProgress: (check, outcome) => onProgress({ check, outcome }),
  });
  return {
    findings: findings.map(({ code, facts }) => ({ code, ...(facts && { facts: { ...facts } }) })),
    checks: [...checks],
  };
}
