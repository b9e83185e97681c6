import { ERROR_CODES } from '../errors/codes.ts';
import { CardList, CardProof } from '../rpc/card.ts';
import * as v from '../schema/schema.ts';
import { LANGUAGES } from '../settings/settings.ts';

/** What the card panel shows. Sent over the port named `card`. */
export const CardView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** `null` while the cards are being read. */
  list: v.nullable(CardList),
  /** Why nothing can be read. */
  problem: v.nullable(v.picklist(ERROR_CODES)),
  /** The last card that was tried out, and what came of it; without either, it is being tried. */
  test: v.nullable(
    v.strictObject({
      card: v.string(),
      proof: v.optional(CardProof),
      problem: v.optional(v.picklist(ERROR_CODES)),
    }),
  ),
});
export type CardView = v.InferOutput<typeof CardView>;
