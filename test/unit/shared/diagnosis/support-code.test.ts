import { expect, test } from 'vitest';
import { FINDING_CODES, FINDINGS } from '../../../../shared/diagnosis/catalogue.ts';
import { readSupportCode, supportCode } from '../../../../shared/diagnosis/support-code.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('every finding has a number of its own that fits', () => {
  const numbers = FINDING_CODES.map((code) => FINDINGS[code].number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) {
    expect(number).toBeGreaterThan(0);
    expect(number).toBeLessThan(1024);
  }
});

test.each(FINDING_CODES)('%s is read back from its code', (code) => {
  expect(readSupportCode(supportCode('1.22.333', code, []))).toEqual({
    version: [1, 22, 333 % 32],
    findings: [code],
    hasCause: true,
  });
});

test('a code stays as it is, for those who have written it down', () => {
  expect(supportCode('0.1.0', 'card-service-stopped', ['key-none'])).toBe('WK-1010-3T51-8X');
  expect(supportCode('0.1.0', null, [])).toMatch(/^WK-2010-/);
});

test('the cause comes first, each finding once, eight at most', () => {
  const many = FINDING_CODES.slice(0, 20);
  const read = readSupportCode(supportCode('0.1.0', 'pin-blocked', ['pin-blocked', ...many]));
  expect(read?.findings).toEqual(['pin-blocked', ...many.slice(0, 7)]);
});

test('a code is read however it was written down', () => {
  const code = supportCode('0.1.0', 'offline', ['key-none']);
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect(readSupportCode(`  ${typed} `)).toEqual(readSupportCode(code));
  expect(readSupportCode(code)).not.toBeNull();
});

test('without a cause that is told', () => {
  expect(readSupportCode(supportCode('0.1.0', null, ['sign-in-failed']))).toEqual({
    version: [0, 1, 0],
    findings: ['sign-in-failed'],
    hasCause: false,
  });
});

test('no wrong digit and no two that changed places go unseen', () => {
  const plain = supportCode('0.1.0', 'pin-blocked', ['key-seen', 'portal-failing']).replaceAll(
    '-',
    '',
  );
  const digits = [...plain.slice(2)];
  for (const [place, digit] of digits.entries()) {
    for (const wrong of DIGITS) {
      if (wrong === digit) continue;
      expect(readSupportCode(`WK${digits.with(place, wrong).join('')}`)).toBeNull();
    }
    for (const [other, second] of digits.entries()) {
      if (second === digit) continue;
      const swapped = digits.with(place, second).with(other, digit).join('');
      expect(readSupportCode(`WK${swapped}`)).toBeNull();
    }
  }
});

test.each(['', 'WK', 'WK-1', 'WK-1010', '8010001D', 'pin-blocked', 'WK-UUUU-UUUU', 'WK-9010-057Z'])(
  '"%s" is no support code',
  (typed) => {
    expect(readSupportCode(typed)).toBeNull();
  },
);
