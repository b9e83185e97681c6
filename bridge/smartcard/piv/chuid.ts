import { readTlvs, tlvValue } from '../ber-tlv.ts';

/** The card holder unique identifier (SP 800-73-4 part 1 table 9). */
export const CHUID_TAG = 0x5fc102;

const FASC_N = 0x30;
const GUID = 0x34;
const FASC_N_BYTES = 25;
const GUID_BYTES = 16;
const EXPIRATION_DATE = 0x35;

/**
 * The last day on which the card may be used.
 * @param bytes the object, inside its container
 * @returns such as `2031-05-28`; `null` for a card that tells none, or no such day
 */
export function readExpiry(bytes: Uint8Array): string | null {
  const digits = Buffer.from(tlvValue(readTlvs(bytes), EXPIRATION_DATE) ?? []).toString('latin1');
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  const text = `${year}-${month}-${day}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

/**
 * Whether bytes are such an identifier and nothing else: it has two numbers of fixed length.
 * @param bytes the object, inside its container
 */
export function isChuid(bytes: Uint8Array): boolean {
  const members = readTlvs(bytes);
  return (
    tlvValue(members, FASC_N)?.length === FASC_N_BYTES &&
    tlvValue(members, GUID)?.length === GUID_BYTES
  );
}
