import { Decoder } from 'cbor-x/decode';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type CborFault, inspect, MAX_NESTING, type Repair } from './cbor-inspect.ts';
import { compareKeys } from './cbor-key-order.ts';
import { type CborMap, type CborValue, isCborArray, isCborMap } from './cbor-value.ts';

/**
 * The entry that never loads the native string extractor. Maps become `Map`s, so that a key called
 * `__proto__` is a key like any other, and byte strings are copies of the input.
 */
const decoder = new Decoder({ mapsAsObjects: false, useRecords: false, copyBuffers: true });

export interface LenientCbor {
  readonly value: CborValue;
  /** Rules of the canonical form that the input broke. */
  readonly faults: readonly CborFault[];
}

/**
 * Encodes in CTAP2 canonical form (CTAP 2.1 §8): sorted keys, shortest integers, definite lengths, no
 * tags, at most four levels. Ours rather than the library's, which writes large integers as floats
 * and the least one as a tag.
 *
 * @param levels how many there may be: more than four only to pass on what a key has sent
 * @throws WardkeyError `internal` for what has no canonical form: fractions, NaN, integers beyond 64
 *   bits, `undefined`, lone surrogates, deeper nesting
 */
export function encode(value: CborValue, levels = MAX_NESTING): Uint8Array {
  return new Uint8Array(Buffer.concat(encodeItem(value, levels)));
}

/**
 * Decodes one item that fills the input, and reports the harmless rules that it broke. Zeros may
 * follow: keys exist that send more of their buffer than their answer takes.
 * @throws WardkeyError `device-garbled` for all that is not harmless
 */
export function decodeLenient(bytes: Uint8Array): LenientCbor {
  const { value, faults, length } = decodeFirst(bytes);
  if (length === bytes.length) return { value, faults };
  if (bytes.subarray(length).some((byte) => byte !== 0)) throw garbled('cbor-trailing-bytes');
  return { value, faults: [...faults, 'trailing-zeros'] };
}

/**
 * Decodes the item at the start of the input, which may go on after it.
 * @returns the item, with its length in bytes
 * @throws WardkeyError `device-garbled`
 */
export function decodeFirst(bytes: Uint8Array): LenientCbor & { readonly length: number } {
  const { length, faults, repairs } = inspect(bytes);
  const decoded: unknown = decoder.decode(withRepairs(bytes.subarray(0, length), repairs));
  return { value: checked(decoded), faults, length };
}

/** A copy, because the library leaves a property of its own on what it is given. */
function withRepairs(bytes: Uint8Array, repairs: readonly Repair[]): Uint8Array {
  if (repairs.length === 0) return new Uint8Array(bytes);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, by } of repairs) {
    parts.push(bytes.subarray(at, start), ...inPlace(by));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

function inPlace(by: Repair['by']): readonly Uint8Array[] {
  if (by === 'nothing') return [];
  return by === 'null' ? [Uint8Array.of(0xf6)] : encodeText(by.text);
}

function checked(value: unknown): CborValue {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // Larger integers come as bigint: this is a fraction, which no member may be.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (typeof value === 'bigint') return asNumber(value);
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(checked);
  if (value instanceof Map) return checkedMap(value);
  throw garbled('cbor-value');
}

function checkedMap(map: ReadonlyMap<unknown, unknown>): CborMap {
  const entries = new Map<number | string, CborValue>();
  for (const [key, member] of map) {
    const name = typeof key === 'bigint' ? asNumber(key) : key;
    // What could be no key, the inspection has put null for.
    if (typeof name !== 'number' && typeof name !== 'string') continue;
    entries.set(name, checked(member));
  }
  return entries;
}

function asNumber(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

/** @param levels of maps and arrays that are left for this item */
function encodeItem(value: CborValue, levels: number): Uint8Array[] {
  if (typeof value === 'number' || typeof value === 'bigint') return [encodeInteger(value)];
  if (typeof value === 'string') return encodeText(value);
  if (value === false) return [Uint8Array.of(0xf4)];
  if (value === true) return [Uint8Array.of(0xf5)];
  if (value === null) return [Uint8Array.of(0xf6)];
  if (value instanceof Uint8Array) return [encodeHead(2, value.length), value];
  if (value !== undefined && levels === 0) throw notCanonical('nesting');
  if (isCborArray(value)) {
    return [
      encodeHead(4, value.length),
      ...value.flatMap((member) => encodeItem(member, levels - 1)),
    ];
  }
  if (value !== undefined && isCborMap(value)) return encodeMap(value, levels - 1);
  throw notCanonical('undefined');
}

function encodeMap(map: CborMap, levels: number): Uint8Array[] {
  const entries = Array.from(map, ([key, member]) => ({
    key: Buffer.concat(encodeItem(key, levels)),
    member: encodeItem(member, levels),
  })).sort((a, b) => compareKeys(a.key, b.key));
  return [encodeHead(5, entries.length), ...entries.flatMap(({ key, member }) => [key, ...member])];
}

function encodeText(text: string): Uint8Array[] {
  if (!text.isWellFormed()) throw notCanonical('lone-surrogate');
  const bytes = Buffer.from(text, 'utf8');
  return [encodeHead(3, bytes.length), bytes];
}

function encodeInteger(value: number | bigint): Uint8Array {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw notCanonical('number');
  if (typeof value === 'number') {
    return value >= 0 ? encodeHead(0, value) : encodeHead(1, -1 - value);
  }
  return value >= 0n ? encodeHead(0, value) : encodeHead(1, -1n - value);
}

/** Almost all that keys are sent is small, for which no bigint need be made. */
function encodeHead(major: number, argument: number | bigint): Uint8Array {
  const type = major << 5;
  if (typeof argument === 'bigint') return encodeLongHead(type, argument);
  if (argument < 24) return Uint8Array.of(type | argument);
  if (argument < 2 ** 8) return Uint8Array.of(type | 24, argument);
  if (argument < 2 ** 16) return Uint8Array.of(type | 25, argument >> 8, argument & 0xff);
  return encodeLongHead(type, BigInt(argument));
}

function encodeLongHead(type: number, argument: bigint): Uint8Array {
  if (argument >= 1n << 64n) throw notCanonical('integer-size');
  if (argument < 24n) return Uint8Array.of(type | Number(argument));
  const power = argument < 1n << 8n ? 0 : argument < 1n << 16n ? 1 : argument < 1n << 32n ? 2 : 3;
  const head = Buffer.alloc(9);
  head.writeBigUInt64BE(argument, 1);
  // The argument's last 1, 2, 4 or 8 bytes, with the initial byte put before them.
  const start = 8 - (1 << power);
  head[start] = type | (24 + power);
  return head.subarray(start);
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason } });
}

function notCanonical(reason: string): WardkeyError {
  return new WardkeyError('internal', { facts: { reason: `cbor-${reason}` } });
}
