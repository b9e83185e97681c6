import { expect, it } from 'vitest';
import {
  extendedApdu,
  isShortCase4,
  parseResponse,
  shortApdu,
} from '../../../../bridge/transport/apdu.ts';

const HEAD = { cla: 0x80, ins: 0x10, p1: 0x80, p2: 0x00 };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('writes the four cases of short APDUs', () => {
  const none = new Uint8Array();
  expect(hex(shortApdu(HEAD, none))).toBe('80108000');
  expect(hex(shortApdu(HEAD, none, 256))).toBe('8010800000');
  expect(hex(shortApdu(HEAD, Uint8Array.of(4)))).toBe('801080000104');
  expect(hex(shortApdu(HEAD, Uint8Array.of(4), 16))).toBe('80108000010410');
  expect(() => shortApdu(HEAD, new Uint8Array(256))).toThrow(RangeError);
});

it('writes extended APDUs', () => {
  expect(hex(extendedApdu(HEAD, Uint8Array.of(4)))).toBe('80108000000001040000');
  expect(hex(extendedApdu(HEAD, new Uint8Array(65_535))).slice(8, 14)).toBe('00ffff');
  expect(() => extendedApdu(HEAD, new Uint8Array())).toThrow(RangeError);
  expect(() => extendedApdu(HEAD, new Uint8Array(65_536))).toThrow(RangeError);
});

it('takes the status word off, and calls less than that a pulled card', () => {
  const { data, statusWord } = parseResponse(Uint8Array.of(1, 2, 0x91, 0x00));
  expect(hex(data)).toBe('0102');
  expect(statusWord).toBe(0x9100);
  for (const short of [new Uint8Array(), Uint8Array.of(0x90)]) {
    expect(() => parseResponse(short)).toThrow(expect.objectContaining({ code: 'device-removed' }));
  }
});

it('knows a command with data and Le', () => {
  expect(isShortCase4(shortApdu(HEAD, Uint8Array.of(4), 256))).toBe(true);
  expect(isShortCase4(shortApdu(HEAD, Uint8Array.of(4)))).toBe(false);
  expect(isShortCase4(shortApdu(HEAD, new Uint8Array(), 256))).toBe(false);
  expect(isShortCase4(extendedApdu(HEAD, Uint8Array.of(4)))).toBe(false);
});
