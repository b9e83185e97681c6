import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGE_IDS } from '../../../../shared/portals/catalogue.ts';
import {
  LOOK_ALIKE_SIGNS,
  NEAR_MISSES,
  PAGE_WARNINGS,
} from '../../../../shared/portals/page-match.ts';
import { PORTALS } from '../../../../shared/portals/portals.ts';
import { sayOfPage } from '../../../../shared/words/page-words.ts';
import cy from '../../../../shared/words/pages/cy.json' with { type: 'json' };
import en from '../../../../shared/words/pages/en.json' with { type: 'json' };
import { sentencesOf } from '../../../../shared/words/sentences.ts';
import { gradeOf } from '../../../rig/reading-age.ts';

const english = sentencesOf(en);
const welsh = sentencesOf(cy);

function factsIn(sentence: string): string[] {
  return Array.from(sentence.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).sort();
}

describe('the words about pages', () => {
  test('are the same sentences in both languages, with the same facts', () => {
    expect([...welsh.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) {
      expect(factsIn(welsh.get(key) ?? ''), key).toEqual(factsIn(text));
    }
  });

  test.each([...english, ...welsh])('%s: "%s" is plain text', (_, text) => {
    expect(text.trim()).toBe(text);
    expect(text).toMatch(/^[^\u2013\u2014<>&!]+$/);
  });

  test('name every page, portal, near miss, sign and warning, and no other', () => {
    expect(Object.keys(en.pageNames).sort()).toEqual([...PAGE_IDS].sort());
    expect(Object.keys(en.pageNext).sort()).toEqual([...PAGE_IDS].sort());
    const portals = [...PORTALS.map(({ id }) => id), 'policy'].sort();
    expect(Object.keys(en.portalNames).sort()).toEqual(portals);
    expect(Object.keys(en.nearMisses).sort()).toEqual([...NEAR_MISSES].sort());
    const lookAlikes = [...LOOK_ALIKE_SIGNS, 'do', 'heading', 'real'].sort();
    expect(Object.keys(en.lookAlikes).sort()).toEqual(lookAlikes);
    const warnings = [...PAGE_WARNINGS, 'do', 'heading'].sort();
    expect(Object.keys(en.keyWarnings).sort()).toEqual(warnings);
  });

  test('hold no sentence that nobody says', () => {
    const source = globSync('extension/**/*.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const composed =
      /^(pageNames|pageNext|portalNames|owners|sureness|nearMisses|lookAlikes|keyWarnings)\./;
    const unsaid = [...english.keys()].filter(
      (key) => !composed.test(key) && !source.includes(`'${key}'`),
    );
    expect(unsaid).toEqual([]);
  });

  test('read at age 9 to 11', () => {
    const texts = [...english].filter(([key]) => !/^(pageNames|portalNames)\./.test(key));
    const hardest = texts
      .map(([key, text]) => ({ key, grade: gradeOf(text) }))
      .sort((a, b) => b.grade - a.grade);
    const mean = hardest.reduce((sum, { grade }) => sum + grade, 0) / hardest.length;
    expect(mean).toBeLessThan(5);
  });
});

test('a sentence takes its facts', () => {
  expect(sayOfPage('en', 'lookAlikes.real', { like: 'portal.nhs.net' })).toBe(
    'The real one is portal.nhs.net.',
  );
});
