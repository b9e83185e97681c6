import { describe, expect, test } from 'vitest';
import { FINDING_CODES, FINDINGS } from '../../../../shared/diagnosis/catalogue.ts';
import { CHECKS } from '../../../../shared/diagnosis/checks.ts';
import { STEP_IDS } from '../../../../shared/diagnosis/steps.ts';
import { LANGUAGES } from '../../../../shared/settings/settings.ts';
import { sayFinding, sayStep } from '../../../../shared/words/check-up-words.ts';
import { gradeOf } from '../../../rig/reading-age.ts';

const codes: readonly string[] = FINDING_CODES;

describe.each(FINDING_CODES)('%s', (code) => {
  const { explains = [], weight, steps } = FINDINGS[code];

  test('explains only what can be found, and what is less of a cause', () => {
    for (const explained of explains) expect(codes).toContain(explained);
    expect(explains).not.toContain(code);
  });

  test('sends a person somewhere, if it is a fault', () => {
    if (weight === 'fault') expect(steps.length).toBeGreaterThan(0);
  });

  test.each(LANGUAGES)('makes sense without its facts (%s)', (language) => {
    const says = sayFinding(language, { code });
    expect(says).not.toMatch(/[{}[\]]/);
    expect(says).toMatch(/^\p{Lu}.{8,}\.$/u);
  });
});

test('nothing explains itself by way of others', () => {
  const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean => {
    const code = FINDING_CODES.find((known) => known === from);
    if (code === undefined || seen.has(from)) return false;
    seen.add(from);
    const next = FINDINGS[code].explains ?? [];
    return next.includes(wanted) || next.some((one) => reaches(one, wanted, seen));
  };
  expect(FINDING_CODES.filter((code) => reaches(code, code))).toEqual([]);
});

test('what nobody has to do anything for ends within three seconds', () => {
  for (const { needs, limitMs } of Object.values(CHECKS)) {
    if (needs !== 'person') expect(limitMs).toBeLessThan(3_000);
  }
});

test('the English reads at age 9 to 11', () => {
  const graded = [
    ...FINDING_CODES.map((code) => ({ code, grade: gradeOf(sayFinding('en', { code })) })),
    ...STEP_IDS.map((step) => ({ code: step, grade: gradeOf(sayStep('en', step)) })),
  ].sort((a, b) => b.grade - a.grade);
  const mean = graded.reduce((sum, { grade }) => sum + grade, 0) / graded.length;
  expect(mean).toBeLessThan(6);
  expect(graded[0]?.grade, `hardest: ${graded[0]?.code}`).toBeLessThan(13);
});
