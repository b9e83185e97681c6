import { readTlvs, tlvValue } from '../ber-tlv.ts';

/** The card capability container (SP 800-73-4 part 1 §3.1.1). */
export const CAPABILITY_CONTAINER_TAG = 0x5fc107;

const CARD_IDENTIFIER = 0xf0;
/** Registered identifier, manufacturer, kind of card and number (GSC-IS 2.1 §6.3). */
const MAX_BYTES = 21;

/**
 * What the card calls itself by.
 * @param bytes the object, inside its container
 * @returns lower-case hexadecimal digits; `null` for a card that does not say
 */
export function readCardIdentifier(bytes: Uint8Array): string | null {
  const identifier = tlvValue(readTlvs(bytes), CARD_IDENTIFIER) ?? new Uint8Array();
  if (identifier.length === 0 || identifier.length > MAX_BYTES) return null;
  return Buffer.from(identifier).toString('hex');
}
