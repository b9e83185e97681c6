import { readTlvs, tlvValue } from '../ber-tlv.ts';

/** The key history object (SP 800-73-4 part 1 §3.3.3). */
export const KEY_HISTORY_TAG = 0x5fc10c;

const ON_CARD = 0xc1;

/**
 * How many retired keys have their certificate on the card.
 * @param bytes the object, inside its container
 */
export function retiredOnCard(bytes: Uint8Array): number {
  return tlvValue(readTlvs(bytes), ON_CARD)?.[0] ?? 0;
}
