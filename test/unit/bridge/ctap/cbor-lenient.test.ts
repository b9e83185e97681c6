import { expect, test } from 'vitest';
import { decodeFirst, decodeLenient } from '../../../../bridge/ctap/cbor.ts';
import { type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { decode } from '../../../rig/decode.ts';
import { hexToBytes as bytes } from './scripted-transport.ts';

test.each<[string, string, string, CborValue]>([
  [
    'keys out of order',
    'a202000100',
    'key-order',
    new Map([
      [2, 0],
      [1, 0],
    ]),
  ],
  ['a long integer', '190001', 'long-integer', 1],
  ['a long length', '580101', 'long-integer', Uint8Array.of(1)],
  ['five levels', '818181818100', 'nesting', [[[[[0]]]]]],
  ['undefined', 'a101f7', 'undefined', new Map([[1, undefined]])],
  ['a character cut off at the end', '64616263d0', 'bad-utf8', 'abc'],
  ['three bytes of a character of four', '64f09f9861', 'bad-utf8', '\ufffda'],
  ['bad UTF-8', '62c328', 'bad-utf8', '\ufffd('],
  ['a surrogate in UTF-8', '63eda080', 'bad-utf8', '\ufffd\ufffd\ufffd'],
  ['a byte order mark', '64efbbbf61', 'byte-order-mark', 'a'],
  ['zeros after the end', '0700000000', 'trailing-zeros', 7],
  ['a tag', 'c000', 'tag', 0],
  ['a large number under a tag', 'c2420100', 'tag', Uint8Array.of(1, 0)],
  ['the tag of a record', 'd9dfff830081616101', 'tag', [0, ['a'], 1]],
  ['a tag under a tag', '82d8ffc10102', 'tag', [1, 2]],
  ['a half float', 'f93c00', 'float', 1],
  ['a fraction', 'a10afb3ff8000000000000', 'float', new Map([[10, '1.5']])],
  ['a float that is no number', 'fa7fc00000', 'float', 'NaN'],
  ['a simple value of two bytes', '82f8ff01', 'simple-value', ['simple(255)', 1]],
  ['a simple value of one byte', 'f0', 'simple-value', 'simple(16)'],
])('bears with %s when lenient, and tells', (_name, encoded, fault, value) => {
  expect(decodeLenient(bytes(encoded))).toEqual({ value, faults: [fault] });
  expect(() => decode(bytes(encoded))).toThrow(
    expect.objectContaining({ code: 'device-garbled', facts: { reason: `cbor-${fault}` } }),
  );
});

test.each<[string, string, readonly string[]]>([
  ['bytes', '4100', ['key-type']],
  ['an array', '8101', ['key-type']],
  ['a map with a text that is mended', 'a10162c328', ['bad-utf8', 'key-type']],
  ['a boolean', 'f4', ['key-type']],
  ['a float', 'f93c00', ['float', 'key-type']],
  ['a tag', 'c002', ['tag', 'key-type']],
  ['64 bits', '1bffffffffffffffff', ['key-type']],
  ['64 bits below zero', '3bffffffffffffffff', ['key-type']],
  ['bad UTF-8', '62c328', ['bad-utf8', 'key-type']],
  ['a byte order mark', '64efbbbf61', ['byte-order-mark', 'key-type']],
])(
  'passes over a member whose key is %s, and reads what stands around it',
  (_name, key, faults) => {
    expect(decodeLenient(bytes(`a30107${key}080209`))).toEqual({
      value: new Map([
        [1, 7],
        [2, 9],
      ]),
      faults,
    });
  },
);

test.each([
  ['a20107 0108', ['key-twice']],
  ['a20107 180108', ['long-integer', 'key-twice']],
  ['a3026161 0107 0108', ['key-order', 'key-twice']],
])('of a key that comes twice the last counts: %s', (encoded, faults) => {
  const { value, faults: found } = decodeLenient(bytes(encoded.replaceAll(' ', '')));
  expect(isCborMap(value) && value.get(1)).toBe(8);
  expect(found).toEqual(faults);
});

test.each<[string, CborValue]>([
  ['9f01ff', [1]],
  ['9fff', []],
  ['bf0102ff', new Map([[1, 2]])],
  ['bfff', new Map()],
  [
    'a2019f0102ff02bf616103ff',
    new Map<number, CborValue>([
      [1, [1, 2]],
      [2, new Map([['a', 3]])],
    ]),
  ],
])('bears with arrays and maps that say their end: %s', (encoded, value) => {
  expect(decodeLenient(bytes(encoded))).toEqual({ value, faults: ['indefinite-length'] });
  expect(decodeFirst(bytes(`${encoded}07`)).length).toBe(encoded.length / 2);
});

test('mends every text of many, and leaves what stands between', () => {
  // {1: h'd0', 2: "a" and half a character, 3: [BOM "b", 5], "x": "sound"}
  const input = bytes('a40141d00262 61d00382 64efbbbf62 05 6178 65736f756e64'.replaceAll(' ', ''));
  expect(decodeLenient(input)).toEqual({
    value: new Map<number | string, CborValue>([
      [1, Uint8Array.of(0xd0)],
      [2, 'a'],
      [3, ['b', 5]],
      ['x', 'sound'],
    ]),
    faults: ['bad-utf8', 'byte-order-mark'],
  });
});

test('shows of a name that was cut at 64 bytes all that is whole', () => {
  const name = `x${'Ы'.repeat(40)}`;
  const cut = Buffer.from(name).subarray(0, 64);
  const text = decodeLenient(Buffer.concat([bytes('7840'), cut])).value;
  expect(text).toBe(name.slice(0, 32));
});
