import type { Stage } from './stage.ts';

/** One thing that must be so in the guest. It begins without a key plugged in. */
export interface Check {
  readonly name: string;
  readonly run: (stage: Stage) => Promise<void>;
}
