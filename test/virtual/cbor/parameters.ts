import { CtapFault, STATUS } from '../status.ts';
import type { CborMap, CborValue } from './value.ts';

/** Gives the value when it has the type that is wanted, `undefined` when it has not. */
export type Kind<T> = (value: CborValue) => T | undefined;

export const bytes: Kind<Uint8Array> = (value) => (value instanceof Uint8Array ? value : undefined);
export const text: Kind<string> = (value) => (typeof value === 'string' ? value : undefined);
export const integer: Kind<number> = (value) => (typeof value === 'number' ? value : undefined);
export const unsigned: Kind<number> = (value) =>
  typeof value === 'number' && value >= 0 ? value : undefined;
export const boolean: Kind<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
export const map: Kind<CborMap> = (value) => (value instanceof Map ? value : undefined);
export const texts: Kind<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
export const maps: Kind<readonly CborMap[]> = (value) =>
  Array.isArray(value) && value.every((item) => item instanceof Map) ? value : undefined;

/** @throws CtapFault unexpectedType */
export function optional<T>(of: CborMap, key: number | string, kind: Kind<T>): T | undefined {
  const value = of.get(key);
  if (value === undefined) return undefined;
  const typed = kind(value);
  if (typed === undefined) throw new CtapFault(STATUS.unexpectedType);
  return typed;
}

/** @throws CtapFault missingParameter, unexpectedType */
export function required<T>(of: CborMap, key: number | string, kind: Kind<T>): T {
  const value = optional(of, key, kind);
  if (value === undefined) throw new CtapFault(STATUS.missingParameter);
  return value;
}
