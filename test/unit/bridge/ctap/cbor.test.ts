import { describe, expect, test } from 'vitest';
import { decodeFirst, decodeLenient, encode } from '../../../../bridge/ctap/cbor.ts';
import { compareKeys } from '../../../../bridge/ctap/cbor-key-order.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { decode } from '../../../rig/decode.ts';
import vectors from '../../../vectors/cbor.json' with { type: 'json' };
import recorded from '../../../vectors/recorded-responses.json' with { type: 'json' };
import { randomCbor, seededRandom } from './random-cbor.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** The value of a vector that is written as Python writes it. */
function fromPython(text: string): CborValue {
  if (text === 'True' || text === 'False') return text === 'True';
  if (/^-?\d+$/.test(text)) {
    return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  }
  if (text.startsWith('b"')) {
    return Uint8Array.from(text.match(/(?<=\\)\d/g) ?? [], Number);
  }
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll('\\\\', '\\');
  if (text.startsWith('{')) return intKeyedMap(text) ?? fromJson(JSON.parse(text));
  return fromJson(JSON.parse(text));
}

function intKeyedMap(text: string): CborValue | undefined {
  const pairs = text.slice(1, -1).matchAll(/(\d+): (\d+)/g);
  return /^\{(\d|\})/.test(text)
    ? new Map(Array.from(pairs, ([, key, value]) => [Number(key), Number(value)]))
    : undefined;
}

function fromJson(value: unknown): CborValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, member]) => [key, fromJson(member)]));
  }
  throw new Error(`unforeseen vector ${String(value)}`);
}

function reasonOf(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    if (error instanceof WardkeyError) return `${error.code} ${String(error.facts['reason'])}`;
    throw error;
  }
  return 'accepted';
}

describe('vectors', () => {
  test.each(vectors.decode_encode)('$python_value is $hex', ({ hex: encoded, python_value }) => {
    const value = fromPython(python_value);
    expect(hex(encode(value))).toBe(encoded);
    expect(decode(bytes(encoded))).toEqual(value);
  });

  test.each(vectors.ctap2_canonical_ints)('the integer %s is %s', (integer, encoded) => {
    expect(hex(encode(Number(integer ?? '')))).toBe(encoded);
  });

  test.each(vectors.ctap2_canonical_key_order)('the keys of %s are in order', (_text, encoded) => {
    const keys = keysOf(bytes(encoded ?? ''));
    expect(keys.length).toBeGreaterThan(1);
    const sorted = keys.toReversed().sort(compareKeys);
    expect(sorted.map(hex)).toEqual(keys.map(hex));
  });

  test.each(vectors.non_canonical)('$hex is refused for $fault', ({ hex: encoded, fault }) => {
    expect(reasonOf(() => decode(bytes(encoded)))).toBe(`device-garbled cbor-${fault}`);
  });

  const bodies = Object.entries(recorded.status_plus_cbor).filter(([, text]) => text !== '00');
  test.each(bodies)('%s comes back the same', (_name, text) => {
    const body = bytes(text).subarray(1);
    const { value, faults } = decodeLenient(body);
    expect(faults).toEqual([]);
    expect(hex(encode(value))).toBe(hex(body));
  });
});

/** The encoded keys of a map whose values are all 0 and whose keys have short or 1-byte heads. */
function keysOf(map: Uint8Array): Uint8Array[] {
  const keys: Uint8Array[] = [];
  let at = 1;
  while (at < map.length) {
    const head = map[at] ?? 0;
    const info = head & 0x1f;
    const argument = info < 24 ? 0 : 1 << (info - 24);
    const content = head >> 5 === 2 || head >> 5 === 3 ? info : 0;
    const end = at + 1 + argument + content;
    keys.push(map.subarray(at, end));
    at = end + 1;
  }
  return keys;
}

describe('encode', () => {
  test.each<[string, CborValue]>([
    ['a fraction', 1.5],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a number that may have lost digits', 2 ** 53],
    ['65 bits', 1n << 64n],
    ['65 bits below zero', -(1n << 64n) - 1n],
    ['undefined', undefined],
    ['undefined in a map', new Map([[1, undefined]])],
    ['half a surrogate pair', '\ud800'],
    ['five levels', [[[[[]]]]]],
  ])('refuses %s', (_name, value) => {
    expect(reasonOf(() => encode(value))).toMatch(/^internal cbor-/);
  });

  test('sorts keys whatever order they were set in', () => {
    const options = new Map<string | number, CborValue>([
      ['alwaysUv', true],
      ['uv', true],
      [-1, 1],
      [3, 1],
      ['rk', true],
    ]);
    expect(Array.from(asMap(decode(encode(options))).keys())).toEqual([
      3,
      -1,
      'rk',
      'uv',
      'alwaysUv',
    ]);
  });

  test('writes texts of every head length', () => {
    for (const length of [0, 23, 24, 255, 256, 65_535, 65_536]) {
      const text = 'ü'.repeat(length);
      expect(decode(encode(text))).toBe(text);
    }
  });
});

function asMap(value: CborValue): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  throw new Error('not a map');
}

describe('decode', () => {
  test.each([
    ['nothing', '', 'truncated'],
    ['a cut head', '19ff', 'truncated'],
    ['a byte string beyond the end', '5affffffff00', 'truncated'],
    ['a text beyond the end', '62c3', 'truncated'],
    ['an array of 2^64-1', '9bffffffffffffffff', 'truncated'],
    ['a map of 2^63', 'bb8000000000000000', 'truncated'],
    ['a tag of nothing', 'c0', 'truncated'],
    ['a cut float', 'fb3ff0', 'truncated'],
    ['a cut simple value', 'f8', 'truncated'],
    ['a reserved simple value', 'fc', 'simple-value'],
    ['100000 tags', `${'c0'.repeat(100_000)}00`, 'nesting'],
    ['a break', 'ff', 'simple-value'],
    ['a reserved head', '1c', 'indefinite-length'],
    ['a text in chunks', '7f6161ff', 'indefinite-length'],
    ['bytes in chunks', '5f4101ff', 'indefinite-length'],
    ['an array that never ends', '9f0101', 'truncated'],
    ['a map that ends behind a key', 'bf01ff', 'simple-value'],
    ['17 levels without an end', `${'9f'.repeat(17)}00`, 'nesting'],
    ['17 levels', `${'81'.repeat(17)}00`, 'nesting'],
    ['100000 levels', '81'.repeat(100_000), 'nesting'],
    ['bytes after the end', '000001', 'trailing-bytes'],
  ])('refuses %s', (_name, encoded, reason) => {
    const expected = `device-garbled cbor-${reason}`;
    expect(reasonOf(() => decode(bytes(encoded)))).toBe(expected);
    expect(reasonOf(() => decodeLenient(bytes(encoded)))).toBe(expected);
  });

  test('gives integers as numbers where a number is exact', () => {
    expect(decode(bytes('1b0007ffffffffffff'))).toBe(2 ** 51 - 1);
    expect(decode(bytes('3b0007ffffffffffff'))).toBe(-(2 ** 51));
    expect(decode(bytes('1b001fffffffffffff'))).toBe(Number.MAX_SAFE_INTEGER);
    expect(decode(bytes('1b0020000000000000'))).toBe(1n << 53n);
  });

  test('keeps __proto__ an ordinary key', () => {
    const value = decode(encode(new Map([['__proto__', new Map([['admin', true]])]])));
    expect(Array.from(asMap(value).keys())).toEqual(['__proto__']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  test('gives byte strings that do not follow the input', () => {
    const input = bytes('420102');
    const value = decode(input);
    input.fill(0);
    expect(value).toEqual(Uint8Array.of(1, 2));
  });

  test('finds the end of the first item', () => {
    expect(decodeFirst(bytes('a10102ffff'))).toEqual({
      value: new Map([[1, 2]]),
      faults: [],
      length: 3,
    });
  });
});

describe('properties', () => {
  test('what was encoded is decoded to the same, and encoded again to the same bytes', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 3000; round++) {
      const value = randomCbor(random, 0);
      const encoded = encode(value);
      const decoded = decode(encoded);
      expect(decoded).toEqual(value);
      expect(hex(encode(decoded))).toBe(hex(encoded));
    }
  });

  test('whatever is sent, it is decoded or refused, and what is canonical stays the same', () => {
    const random = seededRandom(2);
    const outcomes = { accepted: 0, refused: 0 };
    for (let round = 0; round < 20_000; round++) {
      const input = encode(randomCbor(random, 0));
      for (let i = 0; i <= round % 3; i++) {
        input[Math.floor(random() * input.length)] = Math.floor(random() * 256);
      }
      try {
        expect(hex(encode(decode(input)))).toBe(hex(input));
        outcomes.accepted++;
      } catch (error) {
        if (!(error instanceof WardkeyError)) throw error;
        expect(error.code).toBe('device-garbled');
        outcomes.refused++;
      }
    }
    expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(1000);
  });
});
