import { expect, it } from 'vitest';
import vectors from '../../vectors/cbor.json' with { type: 'json' };
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import { encodeCbor } from '../../virtual/cbor/encode.ts';
import { STATUS } from '../../virtual/status.ts';

/** Integers that JavaScript cannot hold exactly: no CTAP message has any, and the key refuses them. */
const TOO_LARGE = ['1bffffffffffffffff', '3bffffffffffffffff'];

/** What the key answers to CBOR that it cannot read (CTAP2_ERR_INVALID_CBOR). */
const REFUSED = expect.objectContaining({ status: STATUS.invalidCbor });

function fromHex(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

it.each(vectors.decode_encode.map(({ hex }) => hex))('reads and writes %s', (hex) => {
  if (TOO_LARGE.includes(hex)) expect(() => decodeCbor(fromHex(hex))).toThrow(REFUSED);
  else expect(Buffer.from(encodeCbor(decodeCbor(fromHex(hex)))).toString('hex')).toBe(hex);
});

it.each(vectors.ctap2_canonical_ints)('writes %s as %s', (value, hex) => {
  expect(Buffer.from(encodeCbor(Number(value))).toString('hex')).toBe(hex);
});

it('writes keys in the canonical order whatever order they came in', () => {
  const map = new Map<number | string, number>([
    ['alwaysUv', 0],
    ['up', 0],
    [-2, 0],
    [256, 0],
    [-1, 0],
    ['rk', 0],
    [3, 0],
    [24, 0],
  ]);
  expect(Buffer.from(encodeCbor(map)).toString('hex')).toBe(
    'a80300181800190100002000210062726b006275700068616c77617973557600',
  );
});

it.each<[string, string]>([
  ...vectors.non_canonical.map(({ hex, fault }): [string, string] => [fault, hex]),
  ['cut short', '4401'],
  ['bytes left over', '0000'],
  ['a tag', 'c000'],
  ['a float', 'f93c00'],
  ['null', 'f6'],
  ['five levels', '818181818100'],
  ['text that is no UTF-8', '61ff'],
  ['a bytes key', 'a14000'],
  ['a count beyond the end', '9a7fffffff'],
])('refuses %s: %s', (_fault, hex) => {
  expect(() => decodeCbor(fromHex(hex))).toThrowError(expect.objectContaining({ status: 0x12 }));
});
