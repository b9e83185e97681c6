import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { FindingCode } from './catalogue.ts';

/** One thing that a check has found. */
export interface Finding {
  readonly code: FindingCode;
  /** For its sentence: names of programs, readers and browsers, counts, days. Never of a person. */
  readonly facts?: ErrorFacts | undefined;
}
