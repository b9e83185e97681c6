import {
  CONNECTION_PROBES,
  deviceProbes,
  INSTALLATION_PROBES,
} from '../../bridge/diagnosis/probe-sets.ts';
import { runCheckUp } from '../../bridge/diagnosis/run-check-up.ts';
import type { Finding } from '../../shared/diagnosis/finding.ts';
import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import { judge, type Verdict } from '../../shared/diagnosis/verdict.ts';
import { askedHost } from '../../shared/portals/asked-portals.ts';
import type { Fault } from './fault.ts';
import { healthyMachine, putCard } from './healthy-machine.ts';
import type { LabNetwork } from './lab-network.ts';

export interface LabOutcome {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly ms: number;
}

/**
 * Breaks a healthy machine in some ways and has all the probes look at it.
 * @param there what is plugged in; what is wanted, unless said otherwise
 */
export async function checkMachine(
  wanted: Wanted,
  faults: readonly Pick<Fault, 'break'>[],
  network: LabNetwork,
  there: Wanted = wanted,
): Promise<LabOutcome> {
  const sick = healthyMachine(network, there);
  const portal = wanted === 'card' ? 'cis2' : 'nhsnet-portal';
  try {
    if (there !== 'key') await putCard(sick);
    for (const fault of faults) await fault.break(sick, network);
    const begin = performance.now();
    const { findings } = await runCheckUp(sick.machine(), {
      probes: [...CONNECTION_PROBES, ...INSTALLATION_PROBES, ...deviceProbes(wanted)],
      portal: askedHost(wanted, portal),
      browser: 'Chromium',
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const ms = performance.now() - begin;
    return { verdict: judge(findings, { wanted, hasOtherWay: null, portal }), findings, ms };
  } finally {
    await sick.end();
  }
}
