import { describe, expect, test } from 'vitest';
import { JOURNEYS, journeyOf } from '../../../../shared/journeys/catalogue.ts';
import { DOCUMENTS } from '../../../../shared/journeys/documents.ts';
import { GROUPS } from '../../../../shared/journeys/journey.ts';
import cy from '../../../../shared/words/journeys/cy.json' with { type: 'json' };
import en from '../../../../shared/words/journeys/en.json' with { type: 'json' };

const WORDS = { en: new Map(Object.entries(en)), cy: new Map(Object.entries(cy)) };

describe.each(JOURNEYS.map((journey) => [journey.id, journey] as const))('%s', (id, journey) => {
  test('has a sentence for each of its parts, and no other, in both languages', () => {
    const numbered = (name: string, count: number): string[] =>
      Array.from({ length: count }, (_, at) => `${name}${at + 1}`);
    const expected = [
      'title',
      ...numbered('need', journey.needs),
      ...(journey.options ?? []).flatMap((_, at) => [`option${at + 1}`, `about${at + 1}`]),
      ...numbered('warning', journey.warnings.length),
      ...numbered('step', journey.steps.length),
      ...journey.questions.flatMap((_, at) => [`question${at + 1}`, `answer${at + 1}`]),
      'done',
    ].sort();
    for (const words of [WORDS.en, WORDS.cy]) {
      expect(Object.keys(words.get(id) ?? {}).sort()).toEqual(expected);
    }
  });

  test('leads to journeys that there are, from documents that there are', () => {
    const others = [
      ...journey.related,
      ...(journey.options ?? []).map(({ goTo }) => goTo),
      ...journey.warnings.flatMap(({ see }) => see ?? []),
      ...(journey.next === undefined ? [] : [journey.next]),
    ];
    for (const other of others) expect(journeyOf(other)?.id).toBe(other);
    for (const part of [...journey.steps, ...journey.warnings, ...journey.questions]) {
      expect(Object.keys(DOCUMENTS)).toContain(part.document);
    }
    expect(journey.documents.length).toBeGreaterThan(0);
    expect(GROUPS).toContain(journey.group);
  });

  test('warns before a step of its own, and skips forward only', () => {
    for (const { before } of journey.warnings) {
      expect(before).toBeLessThanOrEqual(journey.steps.length);
      if (journey.steps.length === 0) expect(before).toBe(0);
    }
    journey.steps.forEach(({ skipTo, pages }, at) => {
      expect(pages.length).toBeGreaterThan(0);
      if (skipTo !== undefined) expect(skipTo).toBeGreaterThan(at + 1);
    });
  });
});

test('a conflict about phones is decided for the person: nobody without one is sent to enrol', () => {
  const journey = journeyOf('no-mobile-device');
  expect(journey?.kind).toBe('stop');
  expect(journey?.next).toBeUndefined();
  expect(journey?.steps.map(({ helper }) => helper)).toEqual([
    undefined,
    'it-service-desk',
    'local-administrator',
  ]);
  expect(journey?.related).toContain('fido2-start');
});

test('the password of the app is asked for only where the page asks', () => {
  expect(en['authenticator-portal'].step8).toContain('If you are asked');
  expect(en['authenticator-portal'].step9).toContain('If you are given');
});

test('Welsh is not English left over', () => {
  const same = [...WORDS.en].flatMap(([id, sentences]) =>
    Object.entries(sentences)
      .filter(([name, text]) => new Map(Object.entries(WORDS.cy.get(id) ?? {})).get(name) === text)
      .map(([name]) => `${id}.${name}`),
  );
  expect(same).toEqual([]);
});

test('every sentence is plain text', () => {
  for (const words of [WORDS.en, WORDS.cy]) {
    for (const [id, sentences] of words) {
      for (const [name, text] of Object.entries(sentences)) {
        expect(text.trim(), `${id}.${name}`).toBe(text);
        expect(text, `${id}.${name}`).not.toMatch(/[<>&{}]|\s{2}|\u2014/);
      }
    }
  }
});
