import { gzipSync } from 'node:zlib';
import { tlv } from './tlv.ts';

/** Object tags of SP 800-73-4 part 1 table 3. */
export const OBJECT = {
  discovery: 0x7e,
  chuid: 0x5fc102,
  capabilityContainer: 0x5fc107,
  keyHistory: 0x5fc10c,
} as const;

/** The slots that have a certificate of their own, with its object (table 4b). */
export const SLOTS = {
  '9a': { key: 0x9a, object: 0x5fc105 },
  '9c': { key: 0x9c, object: 0x5fc10a },
  '9d': { key: 0x9d, object: 0x5fc10b },
  '9e': { key: 0x9e, object: 0x5fc101 },
  // The first and the last of the retired ones.
  '82': { key: 0x82, object: 0x5fc10d },
  '95': { key: 0x95, object: 0x5fc120 },
} as const;

export type SlotName = keyof typeof SLOTS;

const PIV_AID = Buffer.from('a000000308000010000100', 'hex');
/** The card's own PIN counts, and no other. */
const PIN_POLICY = Uint8Array.of(0x40, 0x00);
const EMPTY_ERROR_CODE = tlv(0xfe);

/** The discovery object (part 1 §3.3.2), whole: GET DATA returns it without a 53 around it. */
export function discoveryObject(): Uint8Array {
  return tlv(OBJECT.discovery, tlv(0x4f, PIV_AID), tlv(0x5f2f, PIN_POLICY));
}

/**
 * A cardholder unique identifier (part 1 §3.1.2) without a signature, for no agency.
 * @param guid 16 bytes
 */
export function chuid(guid: Uint8Array, expiry: Date): Uint8Array {
  const nobody = Buffer.from('d4e739da739ced39ce739d836858210842108421c84210c3eb', 'hex');
  const day = expiry.toISOString().slice(0, 10).replaceAll('-', '');
  return Buffer.concat([
    tlv(0x30, nobody),
    tlv(0x34, guid),
    tlv(0x35, Buffer.from(day, 'latin1')),
    tlv(0x3e),
    EMPTY_ERROR_CODE,
  ]);
}

/** A card capability container (part 1 §3.1.1) that names no other data model than PIV. */
export function capabilityContainer(cardId: Uint8Array): Uint8Array {
  const id = Buffer.concat([Buffer.from('a000000116ff02', 'hex'), cardId.subarray(0, 14)]);
  const fields = [0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xfa, 0xfb, 0xfc, 0xfd];
  const values: Readonly<Record<number, Uint8Array>> = {
    240: id,
    241: Uint8Array.of(0x21),
    242: Uint8Array.of(0x21),
    244: Uint8Array.of(0x00),
    245: Uint8Array.of(0x10),
  };
  return Buffer.concat([
    ...fields.map((tag) => tlv(tag, values[tag] ?? new Uint8Array())),
    EMPTY_ERROR_CODE,
  ]);
}

/** A key history object (part 1 §3.3.3) of certificates that are all on the card. */
export function keyHistory(retired: number): Uint8Array {
  const counts = [tlv(0xc1, Uint8Array.of(retired)), tlv(0xc2, Uint8Array.of(0))];
  return Buffer.concat([...counts, EMPTY_ERROR_CODE]);
}

/** A certificate as a data object (part 1 appendix A, table 10). */
export function certificateObject(der: Uint8Array, compressed: boolean): Uint8Array {
  return Buffer.concat([
    tlv(0x70, compressed ? gzipSync(der) : der),
    tlv(0x71, Uint8Array.of(compressed ? 0x01 : 0x00)),
    EMPTY_ERROR_CODE,
  ]);
}
