import { expect, test } from 'vitest';
import {
  type GuideSpot,
  guideCode,
  readGuideCode,
} from '../../../../shared/diagnosis/guide-code.ts';
import { JOURNEY_NUMBERS, PAGE_NUMBERS } from '../../../../shared/diagnosis/guide-numbers.ts';
import { readSupportCode, supportCode } from '../../../../shared/diagnosis/support-code.ts';
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';
import { ERROR_NUMBERS } from '../../../../shared/errors/numbers.ts';
import { JOURNEYS } from '../../../../shared/journeys/catalogue.ts';
import { PAGE_IDS } from '../../../../shared/portals/catalogue.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SPOT: GuideSpot = {
  journey: 'key-sign-in',
  step: 5,
  page: 'entra-fido',
  error: 'device-none',
};

test.each([
  ['journey', JOURNEY_NUMBERS, JOURNEYS.map(({ id }) => id)],
  ['page', PAGE_NUMBERS, PAGE_IDS],
  ['error', ERROR_NUMBERS, ERROR_CODES],
] as const)('every %s has a number of its own that fits', (_, numbers, names) => {
  expect(Object.keys(numbers).sort()).toEqual([...names].sort());
  const given = Object.values(numbers);
  expect(new Set(given).size).toBe(given.length);
  for (const number of given) {
    expect(number).toBeGreaterThan(0);
    expect(number).toBeLessThan(1024);
  }
});

test('every place is read back', () => {
  for (const { id, steps } of JOURNEYS) {
    for (let step = 0; step <= steps.length; step += 1) {
      for (const page of [null, ...PAGE_IDS]) {
        const spot = { ...SPOT, journey: id, step, page };
        expect(readGuideCode(guideCode('1.22.333', spot))).toEqual({
          ...spot,
          version: [1, 22, 333 % 32],
        });
      }
    }
  }
});

test.each([null, ...ERROR_CODES])('%s is read back, at a place', (error) => {
  expect(readGuideCode(guideCode('0.1.0', { ...SPOT, error }))).toMatchObject({ ...SPOT, error });
  const onPage = { journey: null, step: 0, page: 'portal-home', error };
  expect(readGuideCode(guideCode('0.1.0', onPage))).toMatchObject(onPage);
});

test.each(ERROR_CODES)('%s alone is read back, from a short code', (error) => {
  const alone = { journey: null, step: 0, page: null, error };
  const code = guideCode('0.1.0', alone);
  expect(code).toMatch(/^WK(-[0-9A-Z]{4}){2}$/);
  expect(readGuideCode(code)).toEqual({ ...alone, version: [0, 1, 0] });
});

test('a code stays as it is, for those who have written it down', () => {
  expect(guideCode('0.1.0', SPOT)).toBe('WK-3010-0150-G270-D');
  expect(guideCode('0.1.0', { journey: null, step: 0, page: null, error: 'pin-blocked' })).toBe(
    'WK-4010-1PDV',
  );
});

test('no wrong digit and no two that changed places go unseen', () => {
  const digits = [...guideCode('0.1.0', SPOT).replaceAll('-', '').slice(2)];
  for (const [place, digit] of digits.entries()) {
    for (const wrong of DIGITS) {
      if (wrong === digit) continue;
      expect(readGuideCode(`WK${digits.with(place, wrong).join('')}`)).toBeNull();
    }
    for (const [other, second] of digits.entries()) {
      if (second === digit) continue;
      const swapped = digits.with(place, second).with(other, digit).join('');
      expect(readGuideCode(`WK${swapped}`)).toBeNull();
    }
  }
});

test('codes of the guide and of a check-up are never taken for one another', () => {
  const spoken = guideCode('0.1.0', SPOT);
  const found = supportCode('0.1.0', 'pin-blocked', ['key-seen', 'portal-failing']);
  expect(readSupportCode(spoken)).toBeNull();
  expect(readGuideCode(found)).toBeNull();
  expect(readSupportCode(guideCode('0.1.0', { ...SPOT, journey: null, page: null }))).toBeNull();
});
