import { expect, test } from 'vitest';
import {
  type ByPerson,
  foundByPerson,
  withFound,
} from '../../../../../extension/pages/check-up/by-person.ts';
import type { Finding } from '../../../../../shared/diagnosis/finding.ts';

const WORKED: readonly Finding[] = [{ code: 'try-worked' }];
const FAILED: readonly Finding[] = [{ code: 'try-bridge-failed' }];
const ABSENT: readonly Finding[] = [{ code: 'credential-absent' }];
const THERE: readonly Finding[] = [{ code: 'credential-there' }];
const NO_KEY: readonly Finding[] = [{ code: 'key-none', facts: { error: 'device-none' } }];

const CASES: readonly (readonly [string, ByPerson, readonly Finding[]])[] = [
  ['a try and a look', { try: WORKED, look: ABSENT }, [...WORKED, ...ABSENT]],
  ['one of them alone', { look: THERE }, THERE],
  ['none', {}, []],
];
test.each(CASES)('%s are one list', (_, byPerson, all) => {
  expect(foundByPerson(byPerson)).toEqual(all);
});

const LATER: readonly (readonly [string, ...Parameters<typeof withFound>, readonly Finding[]])[] = [
  ['a look leaves the try', { try: WORKED }, 'look', ABSENT, [...WORKED, ...ABSENT]],
  ['a try leaves the look', { look: THERE }, 'try', FAILED, [...FAILED, ...THERE]],
  ['a failed look leaves the try', { try: WORKED }, 'look', NO_KEY, [...WORKED, ...NO_KEY]],
  ['a second look takes the place of the first', { look: ABSENT }, 'look', THERE, THERE],
  ['a look that found nothing does too', { look: ABSENT }, 'look', [], []],
  ['a failed look is over with the next', { look: NO_KEY }, 'look', THERE, THERE],
  ['a failed look is over with a try', { look: NO_KEY }, 'try', WORKED, WORKED],
  ['a failed try is over with a look', { try: NO_KEY }, 'look', THERE, THERE],
  ['a second try takes the place of the first', { try: FAILED }, 'try', WORKED, WORKED],
];
test.each(LATER)('%s', (_, before, way, found, all) => {
  expect(foundByPerson(withFound(before, way, found))).toEqual(all);
});
