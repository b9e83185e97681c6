/** One thing in the bridge's policy that does not fit. */
export interface PolicyProblem {
  /** Line of the file, from 1. */
  readonly line?: number;
  /** The setting, as `allowedOrigins[1]`. */
  readonly key?: string;
  /** What may stand there, in no language. */
  readonly expected?: string;
}

/** What there is to say of the bridge's policy. */
export interface PolicyReport {
  /** Where it is, or would be. */
  readonly path: string;
  readonly isThere: boolean;
  /** Empty when it holds. */
  readonly problems: readonly PolicyProblem[];
}
