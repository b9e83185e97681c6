import { expect, test } from 'vitest';
import { namesCause, wordsUntilNamed } from '../../faults/peers/names-cause.ts';

const ROWS = [
  ['no', 'reader'],
  ['service', 'not available'],
] as const;

test.each([
  ['No reader found.', true],
  ['The reader: no, none', true],
  ['SCardEstablishContext: \u001b[31mService not available.', true],
  ['No readers found', false],
  ['Nobody has a reader', false],
  ['', false],
])('%j names it: %s', (said, isNamed) => {
  expect(namesCause(said, ROWS)).toBe(isNamed);
});

test('what stands after the line that names it does not have to be read', () => {
  expect(wordsUntilNamed('version 4\nno reader here\nand more', ROWS)).toBe(5);
  expect(wordsUntilNamed('version 4', ROWS)).toBe(null);
});
