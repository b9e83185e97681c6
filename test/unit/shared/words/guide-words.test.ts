import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONTACT_IDS } from '../../../../shared/journeys/contacts.ts';
import { DOCUMENTS } from '../../../../shared/journeys/documents.ts';
import { GROUPS } from '../../../../shared/journeys/journey.ts';
import cy from '../../../../shared/words/guide/cy.json' with { type: 'json' };
import en from '../../../../shared/words/guide/en.json' with { type: 'json' };
import { sentencesOf } from '../../../../shared/words/sentences.ts';
import { gradeOf } from '../../../rig/reading-age.ts';

const english = sentencesOf(en);
const welsh = sentencesOf(cy);

function factsIn(sentence = ''): string[] {
  return [...new Set(Array.from(sentence.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))].sort();
}

test('both languages have the same sentences, with the same facts', () => {
  expect([...welsh.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, text] of english) expect(factsIn(welsh.get(key)), key).toEqual(factsIn(text));
});

test('Welsh is not English left over', () => {
  const same = [...english].filter(([key, text]) => welsh.get(key) === text);
  expect(same.map(([key]) => key)).toEqual(['dates.sspr-guide']);
});

test('everybody who helps, every document and every group has its words', () => {
  expect(Object.keys(en.contacts)).toEqual([...CONTACT_IDS]);
  expect(Object.keys(en.helps)).toEqual([...CONTACT_IDS]);
  expect(Object.keys(en.dates).sort()).toEqual(Object.keys(DOCUMENTS).sort());
  expect(Object.keys(en.groups)).toEqual([...GROUPS]);
});

test('no sentence is there that nobody says', () => {
  const source = globSync('{extension,shared}/**/*.ts')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const composed = /^(contacts|helps|dates|groups)\./;
  const unsaid = [...english.keys()].filter(
    (key) => !composed.test(key) && !source.includes(`'${key}'`),
  );
  expect(unsaid).toEqual([]);
});

test('what the guide says to a person reads at age 9 to 11', () => {
  for (const section of ['guide', 'live', 'help'] as const) {
    for (const [name, text] of Object.entries(en[section])) {
      if (text.split(' ').length < 4) continue;
      expect(gradeOf(text.replace(/\{\w+\}/g, 'it')), `${section}.${name}`).toBeLessThan(8);
    }
  }
});
