import { expect, test } from 'vitest';
import { readTlvs, tlvValue } from '../../../../bridge/smartcard/ber-tlv.ts';

const NONE = { objects: [], isFaulty: false };

function read(hex: string) {
  const { objects, isFaulty } = readTlvs(Buffer.from(hex, 'hex'));
  return {
    objects: objects.map(({ tag, value }) => [tag, Buffer.from(value).toString('hex')]),
    isFaulty,
  };
}

test.each([
  ['', []],
  ['4f01aa', [[0x4f, 'aa']]],
  ['5fc1020100', [[0x5fc102, '00']]],
  ['5f2f024000', [[0x5f2f, '4000']]],
  [
    '71810100fe00',
    [
      [0x71, '00'],
      [0xfe, ''],
    ],
  ],
  ['7083000002aabb', [[0x70, 'aabb']]],
  [
    '00004f01aa0000ffff5001bb00',
    [
      [0x4f, 'aa'],
      [0x50, 'bb'],
    ],
  ],
])('reads %s', (hex, objects) => {
  expect(read(hex)).toEqual({ objects, isFaulty: false });
});

test.each([
  ['an end in a tag', '5f', []],
  ['a tag without end', '5fffffffff0100', []],
  ['no length', '4f', []],
  ['a length that is not whole', '4f82ff', []],
  ['a length that nobody knows', '30800102', []],
  ['a length beyond 32 bits', '4f85ffffffffff', []],
  ['a value that is cut short', '4f05aabb', [[0x4f, 'aabb']]],
  ['what comes before a fault', '4f01aa5f', [[0x4f, 'aa']]],
])('tells of %s', (_, hex, objects) => {
  expect(read(hex)).toEqual({ objects, isFaulty: true });
});

test('finds the first object of a tag', () => {
  const list = readTlvs(Buffer.from('4f01aa4f01bb', 'hex'));
  expect(tlvValue(list, 0x4f)).toEqual(Buffer.from('aa', 'hex'));
  expect(tlvValue(NONE, 0x4f)).toBeUndefined();
});
