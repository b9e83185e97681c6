import { expect, test } from 'vitest';
import { allGraded, ENGLISH_FILES } from '../../rig/all-texts.ts';
import allowed from '../../rig/hard-texts.json' with { type: 'json' };
import { MARK } from '../../rig/journey-texts.ts';

const texts = allGraded();

test('every folder of words is looked at', () => {
  const folders = new Set(texts.map(({ path }) => path.split(':')[0]));
  expect(folders.size).toBe(ENGLISH_FILES.length);
  expect(texts.length).toBeGreaterThan(2000);
});

test('a text that reads harder than at age 11 is listed, with the reason', () => {
  const listed = new Set(allowed.reasons.flatMap((group) => group.texts));
  const over = texts.filter(({ path, grade }) => grade > MARK && !listed.has(path));
  // Say it in shorter sentences and words; where that cannot be, put it into test/rig/hard-texts.json.
  expect(over).toEqual([]);
});

test('the list names texts of the product alone, each once', () => {
  const listed = allowed.reasons.flatMap((group) => group.texts);
  expect(new Set(listed).size).toBe(listed.length);
  const known = texts.map(({ path }) => path);
  expect(listed.filter((path) => !known.includes(path))).toEqual([]);
});

test('all texts of a folder read at age 9 to 11 on the whole', () => {
  const folders = Map.groupBy(texts, ({ path }) => path.split(':')[0]);
  for (const [folder, all] of folders) {
    const mean = all.reduce((sum, { grade }) => sum + grade, 0) / all.length;
    expect(mean, folder).toBeLessThan(5);
  }
});
