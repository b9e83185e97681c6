import type { CborMap, CborValue } from './cbor-value.ts';

/** A request's parameters by number, without those that are `undefined`. */
export function numberedMembers(members: readonly (readonly [number, CborValue])[]): CborMap {
  return new Map(members.filter(([, value]) => value !== undefined));
}

/** An entity's members by name, without those that are `undefined`. */
export function namedMembers(members: Readonly<Record<string, CborValue>>): CborMap {
  return new Map(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** A request's `options`; `undefined` where all of them are left to the key. */
export function optionMembers(
  options: Readonly<Record<string, boolean | undefined>> = {},
): CborMap | undefined {
  const members = namedMembers(options);
  return members.size === 0 ? undefined : members;
}
