import { CHECKS, type CheckId } from '../../shared/diagnosis/checks.ts';
import type { Finding } from '../../shared/diagnosis/finding.ts';
import type { CheckOutcome } from '../../shared/diagnosis/report.ts';
import { unanswered } from '../../shared/diagnosis/unanswered.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { timeLimit } from '../ctap/time-limit.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import { keysSettled } from './keys-settled.ts';
import type { Machine } from './machine.ts';
import type { Look, Probe } from './probe.ts';

export interface CheckUpOptions {
  readonly probes: readonly Probe[];
  readonly portal?: string | undefined;
  readonly browser?: string | undefined;
  readonly signal: AbortSignal;
  /** Told when a check begins, and when it has ended. */
  onProgress(check: CheckId, outcome: CheckOutcome | null): void;
}

export interface CheckUpResult {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckOutcome[];
}

/**
 * Runs checks side by side, each within its time: what has not answered by then is told as a finding,
 * and so is what failed in an unforeseen way.
 * @throws the signal's reason
 */
export async function runCheckUp(
  machine: Machine,
  { probes, portal, browser, signal, onProgress }: CheckUpOptions,
): Promise<CheckUpResult> {
  signal.throwIfAborted();
  const settled = keysSettled(machine, signal);
  const results = await Promise.all(
    probes.map(async (probe) => {
      const { check } = probe;
      onProgress(check, null);
      const begin = performance.now();
      const result = await inTime(probe, {
        machine,
        portal,
        browser,
        signal,
        keysSettled: settled,
      });
      signal.throwIfAborted();
      const ms = Math.round(performance.now() - begin);
      const outcome: CheckOutcome = { check, state: result === null ? 'unanswered' : 'done', ms };
      onProgress(check, outcome);
      return { outcome, findings: result ?? unanswered(check) };
    }),
  );
  return {
    findings: results.flatMap(({ findings }) => findings),
    checks: results.map(({ outcome }) => outcome),
  };
}

/** @returns `null` for a probe that did not answer */
async function inTime({ check, run }: Probe, look: Look): Promise<readonly Finding[] | null> {
  const limit = timeLimit(CHECKS[check].limitMs * look.machine.patience, 'ceremony-timeout');
  const signal = AbortSignal.any([look.signal, limit.signal]);
  try {
    return await unlessAborted(run({ ...look, signal }), signal);
  } catch (thrown) {
    if (look.signal.aborted) throw look.signal.reason;
    // What a probe foresees it tells as a finding; all else says no more than silence.
    if (!(thrown instanceof WardkeyError || thrown instanceof Error)) throw thrown;
    return null;
  } finally {
    limit.end();
  }
}
