import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import en from '../../../../shared/words/en.json' with { type: 'json' };

const toBeTriedAgain = ERROR_CODES.filter((code) => en.errors[code].next.startsWith('Try again'));

test('there are codes after which a person is told to try again', () => {
  expect(toBeTriedAgain).toContain('bridge-stopped');
});

// The window offers its button "Try again" for retriable codes only.
test.each(toBeTriedAgain)('%s, after which a person is told to try again, is retriable', (code) => {
  expect(new WardkeyError(code).retriable).toBe(true);
});
