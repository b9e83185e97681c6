import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';
import { LANGUAGES } from '../../../../shared/settings/settings.ts';
import cardCy from '../../../../shared/words/card/cy.json' with { type: 'json' };
import cardEn from '../../../../shared/words/card/en.json' with { type: 'json' };
import checkUpCy from '../../../../shared/words/check-up/cy.json' with { type: 'json' };
import checkUpEn from '../../../../shared/words/check-up/en.json' with { type: 'json' };
import commandLineCy from '../../../../shared/words/command-line/cy.json' with { type: 'json' };
import commandLineEn from '../../../../shared/words/command-line/en.json' with { type: 'json' };
import hidErrorsCy from '../../../../shared/words/ctap-hid-errors/cy.json' with { type: 'json' };
import hidErrorsEn from '../../../../shared/words/ctap-hid-errors/en.json' with { type: 'json' };
import statusesCy from '../../../../shared/words/ctap-statuses/cy.json' with { type: 'json' };
import statusesEn from '../../../../shared/words/ctap-statuses/en.json' with { type: 'json' };
import cy from '../../../../shared/words/cy.json' with { type: 'json' };
import en from '../../../../shared/words/en.json' with { type: 'json' };
import keyCareCy from '../../../../shared/words/key-care/cy.json' with { type: 'json' };
import keyCareEn from '../../../../shared/words/key-care/en.json' with { type: 'json' };
import signInCy from '../../../../shared/words/sign-in-errors/cy.json' with { type: 'json' };
import signInEn from '../../../../shared/words/sign-in-errors/en.json' with { type: 'json' };
import statusWordsCy from '../../../../shared/words/status-words/cy.json' with { type: 'json' };
import statusWordsEn from '../../../../shared/words/status-words/en.json' with { type: 'json' };
import webEidCy from '../../../../shared/words/web-eid/cy.json' with { type: 'json' };
import webEidEn from '../../../../shared/words/web-eid/en.json' with { type: 'json' };
import { explain, say } from '../../../../shared/words/words.ts';
import { gradeOf, syllablesOf } from '../../../rig/reading-age.ts';

/** Every sentence of a words file by its path, such as `errors.pin-wrong.says`. */
function sentencesOf(words: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[[...path, name].join('.'), value]]
      : sentencesOf(value, [...path, name]),
  );
}

// Files of one language each; no section stands in two of them.
const english = new Map(
  sentencesOf({
    ...en,
    ...commandLineEn,
    ...checkUpEn,
    ...webEidEn,
    ...cardEn,
    ...keyCareEn,
    statusesEn,
    hidErrorsEn,
    statusWordsEn,
    signInEn,
  }).map(withoutLanguage),
);
const welsh = new Map(
  sentencesOf({
    ...cy,
    ...commandLineCy,
    ...checkUpCy,
    ...webEidCy,
    ...cardCy,
    ...keyCareCy,
    statusesCy,
    hidErrorsCy,
    statusWordsCy,
    signInCy,
  }).map(withoutLanguage),
);

function withoutLanguage([path, text]: [string, string]): [string, string] {
  return [path.replace(/^(statuses|hidErrors|statusWords|signIn)(En|Cy)\./, '$1.list.'), text];
}

/** The names in braces of a sentence, each once. */
function factsIn(sentence: string): string[] {
  return [...new Set(Array.from(sentence.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))].sort();
}

describe('the words files', () => {
  test('hold the same sentences in both languages', () => {
    expect([...welsh.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('explain every code, and no other', () => {
    expect(Object.keys(en.errors).sort()).toEqual([...ERROR_CODES].sort());
    expect(Object.keys(cy.errors).sort()).toEqual([...ERROR_CODES].sort());
  });

  test.each([...english])('%s takes the same facts in both languages', (path, text) => {
    expect(factsIn(welsh.get(path) ?? '')).toEqual(factsIn(text));
  });

  test.each([...english, ...welsh])('%s: "%s" is plain text', (_, text) => {
    expect(text).not.toBe('');
    expect(text.trim()).toBe(text);
    expect(text).not.toMatch(/[\u2013\u2014<>&]|\bNHS\b|!|\s{2}/);
    expect(text.split('[').length).toBe(text.split(']').length);
  });

  test.each(ERROR_CODES)('%s is helped by the same people in both languages', (code) => {
    // A helper that the product does not know would be shown as another one.
    expect(explain('en', code).who).toBe(en.errors[code].who);
    expect(explain('cy', code).who).toBe(en.errors[code].who);
    expect(cy.errors[code].who).toBe(en.errors[code].who);
  });

  test('Welsh is not English left over', () => {
    const same = [...english].filter(
      ([path, text]) => welsh.get(path) === text && !path.endsWith('.who'),
    );
    expect(same.map(([path]) => path)).toEqual(['manifest.name']);
  });

  test('hold no sentence that nobody says', () => {
    const source = globSync('{extension,bridge,shared}/**/*.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    // These are said by a name that is put together: `devices.${transport}`, `who.${helper}`; those of
    // the check-up must be there for every code, or it does not compile.
    const composed = /^(manifest|who|devices|outcomes|confidences|checks|findings|steps)\./;
    const unsaid = [...english.keys()].filter(
      (path) =>
        !path.startsWith('errors.') &&
        !path.includes('.list.') &&
        !composed.test(path) &&
        !source.includes(`'${path}'`),
    );
    expect(unsaid).toEqual([]);
  });

  test('the description fits the stores (132 characters)', () => {
    for (const { manifest } of [en, cy]) expect(manifest.description.length).toBeLessThan(133);
  });
});

describe('a sentence', () => {
  test.each(LANGUAGES)('shows no brace or bracket when facts are missing (%s)', (language) => {
    for (const code of ERROR_CODES) {
      const { says, next } = explain(language, code);
      expect(`${says} ${next}`).not.toMatch(/[{}[\]]/);
      expect(says.length).toBeGreaterThan(8);
      expect(next.length).toBeGreaterThan(8);
    }
  });

  test('of an error makes sense without its facts: each stands in a part that can be left out', () => {
    for (const [path, text] of [...english, ...welsh]) {
      if (!path.startsWith('errors.')) continue;
      expect(factsIn(text.replace(/\[[^\]]*\]/g, '')), path).toEqual([]);
    }
  });

  test('carries its facts', () => {
    expect(explain('en', 'pin-wrong', { triesLeft: 3 }).says).toBe(
      'That PIN is wrong. Tries left: 3.',
    );
    expect(explain('en', 'pin-wrong').says).toBe('That PIN is wrong.');
    expect(say('cy', 'signIn.pinTries', { tries: 2 })).toBe('Cynigion ar ôl: 2');
  });

  test('takes a fact as text, whatever it says', () => {
    const host = '\u001b[31m{tries}\u202Eevil\n[host]';
    expect(say('en', 'signIn.toGet', { host })).toBe('Sign in to [31m{tries} evil [host]');
    expect(say('en', 'signIn.toGet', { host: 'x'.repeat(500) })).toHaveLength(
      'Sign in to '.length + 160,
    );
  });

  test('never takes a fact from the prototype', () => {
    expect(say('en', 'signIn.pinTries')).toBe('Tries left:');
    expect(explain('en', 'key-refused', Object.create({ status: '0x01' })).says).not.toContain(
      '0x01',
    );
  });
});

describe('reading age', () => {
  test.each([
    ['key', 1],
    ['reader', 2],
    ['computer', 3],
    ['service', 2],
    ['locked', 1],
    ['started', 2],
    ['program', 2],
  ])('%s has %i syllables', (word, count) => {
    expect(syllablesOf(word)).toBe(count);
  });

  test('the English of the errors reads at age 9 to 11', () => {
    const graded = ERROR_CODES.map((code) => {
      const { says, next } = explain('en', code);
      return { code, grade: gradeOf(`${says} ${next}`) };
    }).sort((a, b) => b.grade - a.grade);
    const mean = graded.reduce((sum, { grade }) => sum + grade, 0) / graded.length;
    expect(mean).toBeLessThan(4);
    expect(graded[0]?.grade, `hardest: ${graded[0]?.code}`).toBeLessThan(8);
  });
});
