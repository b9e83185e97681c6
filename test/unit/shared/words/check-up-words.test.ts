import { expect, test } from 'vitest';
import { sayFinding } from '../../../../shared/words/check-up-words.ts';
import { explain } from '../../../../shared/words/words.ts';

test.each(['en', 'cy'] as const)('an error is told as its sentence (%s)', (language) => {
  const said = sayFinding(language, {
    code: 'try-bridge-failed',
    facts: { error: 'device-garbled' },
  });
  expect(said).toContain(explain(language, 'device-garbled').says);
  expect(said).not.toMatch(/device-garbled|: *$/);
});

test('an error that nobody knows is left out', () => {
  const plain = sayFinding('en', { code: 'sign-in-failed' });
  expect(sayFinding('en', { code: 'sign-in-failed', facts: { error: 'odd-thing' } })).toBe(plain);
});

test('a day is written out', () => {
  const ended = { code: 'certificate-ended', facts: { date: '2026-05-07' } } as const;
  expect(sayFinding('en', ended)).toContain('on 7 May 2026.');
  expect(sayFinding('cy', ended)).toContain('7 Mai 2026.');
});
