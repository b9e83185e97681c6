import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type CborMap, type CborValue, isCborArray, isCborMap } from './cbor-value.ts';

/** Reads one value as a type, or `undefined` when it is of another type. */
export type Read<T> = (value: CborValue) => T | undefined;

export const asBytes: Read<Uint8Array> = (value) =>
  value instanceof Uint8Array ? value : undefined;

export const asText: Read<string> = (value) => (typeof value === 'string' ? value : undefined);

export const asBoolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** An unsigned integer of at most 53 bits. */
export const asUnsigned: Read<number> = (value) =>
  typeof value === 'number' && value >= 0 ? value : undefined;

/** An integer of either sign, such as a COSE algorithm. */
export const asInteger: Read<number> = (value) => (typeof value === 'number' ? value : undefined);

export const asMap: Read<CborMap> = (value) => (isCborMap(value) ? value : undefined);

/** A map that `parse` can read. @param parse throws a WardkeyError for one that it cannot */
export function asMapRead<T>(parse: (map: CborMap) => T): Read<T> {
  return (value) => {
    const map = asMap(value);
    try {
      return map === undefined ? undefined : parse(map);
    } catch (error) {
      if (error instanceof WardkeyError) return undefined;
      throw error;
    }
  };
}

/** 32 bytes (CTAP 2.1 §12.3). */
export const asLargeBlobKey: Read<Uint8Array> = (value) =>
  asBytes(value)?.length === 32 ? asBytes(value) : undefined;

export const asList: Read<readonly CborValue[]> = (value) =>
  isCborArray(value) ? value : undefined;

/** A list without the entries that `read` makes nothing of: one odd entry is not worth the others. */
export function asListOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value) =>
    asList(value)
      ?.map(read)
      .filter((entry) => entry !== undefined);
}

/**
 * A member that must be there.
 * @throws WardkeyError `device-garbled`, its fact `member` naming the key
 */
export function required<T>(map: CborMap, key: number | string, read: Read<T>): T {
  const value = optional(map, key, read);
  if (value === undefined) throw garbledMember(key);
  return value;
}

/**
 * A member that may be absent, but is of the right type where it is there.
 * @throws WardkeyError `device-garbled`, its fact `member` naming the key
 */
export function optional<T>(map: CborMap, key: number | string, read: Read<T>): T | undefined {
  const value = map.get(key);
  // Keys exist that send CBOR undefined or null for a member that they leave out.
  if (value === undefined || value === null) return undefined;
  const member = read(value);
  if (member === undefined) throw garbledMember(key);
  return member;
}

/** A member that can be done without: one of the wrong type counts as absent. */
export function dispensable<T>(map: CborMap, key: number | string, read: Read<T>): T | undefined {
  return read(map.get(key));
}

export function garbledMember(key: number | string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { member: key } });
}
