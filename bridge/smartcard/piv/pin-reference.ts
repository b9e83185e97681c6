import { readTlvs, tlvValue } from '../ber-tlv.ts';

/** Key references of PINs (SP 800-73-4 part 1 table 4a). */
export const PIN_REFERENCE = { global: 0x00, application: 0x80 } as const;
export type PinReference = (typeof PIN_REFERENCE)[keyof typeof PIN_REFERENCE];
/** The PIN unblocking key. */
export const PUK_REFERENCE = 0x81;

const PIN_USAGE_POLICY = 0x5f2f;
/** Bits of the first byte: which PINs open the card (part 1 §3.3.2). */
const APPLICATION_PIN = 0x40;
const GLOBAL_PIN = 0x20;
/** The second byte, where both do: which one the person is to be asked for. */
const GLOBAL_IS_PRIMARY = 0x20;

/**
 * Which PIN the card wants.
 * @param discovery what is inside of the discovery object; `null` for a card without one
 */
export function pinReference(discovery: Uint8Array | null): PinReference {
  const [allowed = 0, primary] =
    discovery === null ? [] : (tlvValue(readTlvs(discovery), PIN_USAGE_POLICY) ?? []);
  const hasGlobal = (allowed & GLOBAL_PIN) !== 0;
  const hasOwn = (allowed & APPLICATION_PIN) !== 0;
  const isGlobal = hasGlobal && (!hasOwn || primary === GLOBAL_IS_PRIMARY);
  return isGlobal ? PIN_REFERENCE.global : PIN_REFERENCE.application;
}
