/**
 * What CTAP2 messages are made of (CTAP 2.1 §8). Integers are numbers where a number holds them
 * exactly, otherwise bigints.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly CborValue[]
  | CborMap;

/** A CBOR map. CTAP uses integers and text as keys, nothing else. */
export type CborMap = ReadonlyMap<number | string, CborValue>;

export function isCborMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}

export function isCborArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}
