import type { Stage } from '../stage.ts';

/** What the relying party says of a walk; nothing of it is ours. */
export interface StepVerdict {
  readonly step: string;
  /** Whether the relying party has what the walk was for. */
  readonly verified: boolean;
  /** Its own record of it. */
  readonly record: unknown;
}

/** One thing that a person does at the portal, from its first screen to its last. */
export interface Walk {
  readonly step: string;
  /** In words, for whoever watches. */
  readonly title: string;
  /** Walks it. @returns what the relying party has by then */
  walk(stage: Stage): Promise<Omit<StepVerdict, 'step'>>;
}
