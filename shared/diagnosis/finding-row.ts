import type { CheckId } from './checks.ts';
import type { StepId } from './steps.ts';

/** How sure a finding is of what it says. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What a person wants to sign in with. */
export const WANTED = ['key', 'card', 'either'] as const;
export type Wanted = (typeof WANTED)[number];

/** What is known of one finding before it is found. */
export interface FindingRow {
  /** For support codes: given once, never changed, never used again. 1 to 1023. */
  readonly number: number;
  readonly check: CheckId;
  /** A fault can keep a person from signing in; a note is good to know. */
  readonly weight: 'fault' | 'note';
  readonly confidence: Confidence;
  /** Whose way it stands in. */
  readonly path: 'any' | 'key' | 'card';
  /**
   * It only says that something was not seen, or why it could not have been: of no weight where the
   * person has the other thing to sign in with, and did not say which.
   */
  readonly absence?: true;
  /** Findings that are there because of this one. */
  readonly explains?: readonly string[];
  /** What will help, first things first. */
  readonly steps: readonly StepId[];
}
