import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import type { KeyTries } from './key-tries.ts';
import type { NamedDevice } from './named-device.ts';
import { deviceJson } from './show.ts';

/**
 * What a key tells about itself, by the specification's names, ready for JSON: bytes as hex digits,
 * maps as objects, integers beyond 53 bits as decimal text. Its tries stand beside it, where it tells
 * them.
 */
export function keyInfoJson(device: NamedDevice, info: AuthenticatorInfo, tries: KeyTries): object {
  return { ...deviceJson(device), info: jsonValue(info), ...tries };
}

/** A value of CTAP as {@link keyInfoJson} writes it. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('hex');
  }
  if (Array.isArray(value)) {
    return value.map(jsonValue);
  }
  if (value instanceof Map) {
    return members([...value].map(([name, member]) => [String(name), member] as const));
  }
  return typeof value === 'object' && value !== null ? members(Object.entries(value)) : value;
}

function members(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([name, member]) => [name, jsonValue(member)]));
}
