import type { CheckId } from '../../shared/diagnosis/checks.ts';
import type { Finding } from '../../shared/diagnosis/finding.ts';
import type { Machine } from './machine.ts';

/** What a probe may use. */
export interface Look {
  readonly machine: Machine;
  /** Host of the catalogue that is asked whether it answers; `undefined` where none is. */
  readonly portal: string | undefined;
  /** Name of the browser that it is about, if it is about one. */
  readonly browser: string | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Resolves once every key and card reader has been looked at, or has had its time. */
  readonly keysSettled: Promise<void>;
}

/** Looks at one thing and tells what it found. What it throws counts as no answer. */
export interface Probe {
  readonly check: CheckId;
  run(look: Look): Promise<readonly Finding[]>;
}
