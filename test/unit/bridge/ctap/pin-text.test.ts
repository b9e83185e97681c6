import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { paddedPin, pinHash } from '../../../../bridge/ctap/pin-text.ts';
import { bytesToHex, codeOf } from './scripted-transport.ts';

const LIMITS = { min: 4, max: 63 };

test('a PIN is padded with zeros to 64 bytes', () => {
  const padded = paddedPin('12ab', LIMITS);
  expect(padded).toHaveLength(64);
  expect(bytesToHex(padded)).toBe('31326162'.padEnd(128, '0'));
});

test('the hash is over the PIN’s bytes alone', () => {
  const expected = createHash('sha256').update('12ab').digest('hex').slice(0, 32);
  expect(bytesToHex(pinHash('12ab', LIMITS))).toBe(expected);
});

test('the same letter is the same PIN however it was typed', () => {
  expect(pinHash('a\u0308bcd', LIMITS)).toEqual(pinHash('\u00e4bcd', LIMITS));
  expect(pinHash('\u00e4bcd', LIMITS)).not.toEqual(pinHash('abcd', LIMITS));
});

test('zero bytes at the end are no part of a PIN, in the middle they are', () => {
  expect(pinHash('1234\0\0', LIMITS)).toEqual(pinHash('1234', LIMITS));
  const expected = createHash('sha256').update('12\u000034').digest('hex').slice(0, 32);
  expect(bytesToHex(pinHash('12\u000034', LIMITS))).toBe(expected);
});

test.each([
  ['nothing', '', 'pin-too-short'],
  ['three digits', '123', 'pin-too-short'],
  ['four digits', '1234', 'none'],
  ['three letters of four bytes', '𐅑𐅑𐅑', 'pin-too-short'],
  ['four letters of four bytes', '𐅑𐅑𐅑𐅑', 'none'],
  ['three letters with accents typed apart', 'a\u0308a\u0308a\u0308', 'pin-too-short'],
  ['three digits and a zero byte', '123\0', 'pin-too-short'],
  ['63 bytes', '1'.repeat(63), 'none'],
  ['64 bytes', '1'.repeat(64), 'pin-too-long'],
  ['63 bytes of 21 letters', '水'.repeat(21), 'none'],
  ['66 bytes of 22 letters', '水'.repeat(22), 'pin-too-long'],
])('%s', async (_name, pin, code) => {
  expect(await codeOf(() => paddedPin(pin, LIMITS))).toBe(code);
  expect(await codeOf(() => pinHash(pin, LIMITS))).toBe(code);
});

test.each([
  ['five of six', '12345', 'pin-too-short'],
  ['six of six', '123456', 'none'],
  ['eight of eight', '12345678', 'none'],
  ['nine of eight', '123456789', 'pin-too-long'],
])('the key’s own limits: %s', async (_name, pin, code) => {
  expect(await codeOf(() => paddedPin(pin, { min: 6, max: 8 }))).toBe(code);
});

test('an error never carries the PIN', () => {
  try {
    paddedPin('secret-'.repeat(10), LIMITS);
    expect.unreachable();
  } catch (error) {
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  }
});
