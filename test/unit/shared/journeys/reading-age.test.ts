import { expect, test } from 'vitest';
import { gradedTexts, MARK, MEAN_MARK } from '../../../rig/journey-texts.ts';

test('every text of the journeys reads at age 9 to 11', () => {
  const over = gradedTexts().filter(({ grade }) => grade > MARK);
  expect(over.map(({ journey, name, grade }) => `${journey}.${name}: ${grade}`)).toEqual([]);
});

test('the texts of each journey read at that age on the whole', () => {
  for (const [journey, texts] of Map.groupBy(gradedTexts(), (text) => text.journey)) {
    const mean = texts.reduce((sum, { grade }) => sum + grade, 0) / texts.length;
    expect(mean, journey).toBeLessThan(MEAN_MARK);
  }
});
