import { ASKED_PORTALS } from '../portals/asked-portals.ts';
import * as v from '../schema/schema.ts';
import { Finding } from './check-up.ts';

/** How a key is to be tried. Where it must verify the person and has no PIN, it gets one first. */
export const KeyTry = v.strictObject({ userVerification: v.picklist(['preferred', 'required']) });
export type KeyTry = v.InferOutput<typeof KeyTry>;

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

/** Which sign-ins of a key are looked for: those of one portal of the catalogue, or of all. */
export const KeySearch = v.strictObject({
  /** One whose relying parties nobody knows is taken for none. */
  portal: v.optional(v.picklist(ASKED_PORTALS)),
});
export type KeySearch = v.InferOutput<typeof KeySearch>;

/** What a key holds for the portals, as findings. Accounts are masked. */
export const KeyHoldings = v.strictObject({ findings: v.array(Finding) });
export type KeyHoldings = v.InferOutput<typeof KeyHoldings>;
