import { expect, test } from 'vitest';
import { lookFailure, reportedFinding } from '../../../../shared/diagnosis/reported-error.ts';
import { judge } from '../../../../shared/diagnosis/verdict.ts';
import { verdictOn } from '../../../../shared/messages/trouble.ts';

test.each([
  ['touch-timeout', 'key', 'not-touched'],
  ['touch-timeout', 'card', 'not-touched'],
  ['pin-wrong', 'key', 'pin-wrong'],
  ['device-busy', 'key', 'key-held'],
  ['device-busy', 'card', 'card-held'],
  ['device-removed', 'card', 'card-none'],
  ['reader-none', 'card', 'reader-none'],
  ['bridge-mute', 'card', 'program-mute'],
] as const)('%s with a %s is told at once as %s', (error, wanted, cause) => {
  expect(verdictOn({ wanted, error, checkedUp: null }).cause?.code).toBe(cause);
});

test('a card that was not touched is the cause where nothing else is found', () => {
  const found = [reportedFinding('touch-timeout', 'card'), { code: 'card-seen' } as const];
  const asked = { wanted: 'card', hasOtherWay: null } as const;
  expect(judge(found, asked).cause?.code).toBe('not-touched');
  const tried = judge([...found, { code: 'card-try-worked' }], asked);
  expect(tried.cause?.code).toBe('trouble-gone');
});

test('a look into a key that went away is no sign that there is none', () => {
  expect(lookFailure('device-none')).toBeUndefined();
  expect(lookFailure('device-removed')).toBeUndefined();
  expect(lookFailure('pin-wrong')).toBe('pin-wrong');
  expect(lookFailure('internal')).toBeUndefined();
});
