import * as v from '../schema/schema.ts';

/** What a key proved with a throwaway credential, step by step; a step that failed is the last. */
export const KeyProof = v.strictObject({
  steps: v.array(
    v.strictObject({
      step: v.picklist(['registration', 'sign-in']),
      passed: v.boolean(),
      /** Names of the rules that the answer broke. */
      broken: v.array(v.string()),
      /** With the time that the person took. */
      milliseconds: v.number(),
    }),
  ),
});
export type KeyProof = v.InferOutput<typeof KeyProof>;
