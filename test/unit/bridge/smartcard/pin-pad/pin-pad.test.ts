import { expect, test } from 'vitest';
import { enterAtPad, readFeatures } from '../../../../../bridge/smartcard/pin-pad/pin-pad.ts';
import {
  pinModifyStructure,
  pinVerifyStructure,
} from '../../../../../bridge/smartcard/pin-pad/pin-structures.ts';
import type { ReaderControl } from '../../../../../bridge/transport/transport.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

test.each([
  ['both', '06 04 42000db3 07 04 42000db4', 0x42000db3, 0x42000db4],
  ['others between them', '01 04 42000001 06 04 42000db3 12 04 42000012', 0x42000db3, null],
  ['a length of its own', '0a 02 0102 07 04 42000db4', null, 0x42000db4],
  ['one that is cut off', '06 04 4200', null, null],
  ['nothing', '', null, null],
])('features of a reader: %s', (_, answer, verify, modify) => {
  expect(readFeatures(hex(answer))).toEqual({ verify, modify });
});

test('PIN_VERIFY for VERIFY of the application PIN', () => {
  const parts = [
    '1e 0f 82 08 00',
    '08 06 02 ff 0904 00 000000',
    '0d000000',
    '00 20 00 80 08 ffffffffffffffff',
  ];
  expect(pinVerifyStructure(0x20, 0x80, 6)).toEqual(hex(parts.join('')));
  const short = parts.join('').replace('08 06', '08 04');
  expect(pinVerifyStructure(0x20, 0x80, 4)).toEqual(hex(short));
});

test('PIN_MODIFY for CHANGE REFERENCE DATA', () => {
  const parts = [
    '1e 0f 82 08 00',
    '00 08 08 06 03 02 ff 0904 00 01 02 000000',
    '15000000',
    `00 24 00 80 10 ${'ff'.repeat(16)}`,
  ];
  expect(pinModifyStructure(0x24, 0x80)).toEqual(hex(parts.join('')));
});

test.each([
  ['6400', 'pin-pad-timeout'],
  ['6401', 'pin-pad-cancelled'],
  ['6402', 'pin-pad-differs'],
  ['6403', 'pin-pad-length'],
  ['6404', 'card-refused'],
  ['6983', null],
])('a pad that says %s', async (word, code) => {
  const reader: ReaderControl = { featureRequest: 0, control: async () => hex(word) };
  const entered = enterAtPad(reader, 1, pinVerifyStructure(0x20, 0x80, 6));
  if (code === null) await expect(entered).resolves.toEqual({ isRight: false, triesLeft: 0 });
  else await expect(entered).rejects.toMatchObject({ code, facts: { statusWord: word } });
});
