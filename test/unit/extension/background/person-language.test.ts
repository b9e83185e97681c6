import { expect, test } from 'vitest';
import {
  type LocalArea,
  PersonLanguage,
} from '../../../../extension/background/person-language.ts';

function area(stored: Record<string, unknown>): LocalArea {
  return { get: async () => stored, set: async (items) => void Object.assign(stored, items) };
}

test('nothing holds until somebody chooses, and the choice outlives the worker', async () => {
  const stored = {};
  const first = new PersonLanguage(area(stored));
  await first.load();
  expect(first.current).toBeUndefined();
  await first.choose('cy');
  expect(first.current).toBe('cy');
  const next = new PersonLanguage(area(stored));
  await next.load();
  expect(next.current).toBe('cy');
});

test('rubbish and a storage that fails are no choice', async () => {
  const odd = new PersonLanguage(area({ language: 'tlh' }));
  await odd.load();
  expect(odd.current).toBeUndefined();
  const broken = new PersonLanguage({
    get: () => Promise.reject(new Error('no storage')),
    set: async () => {},
  });
  await broken.load();
  expect(broken.current).toBeUndefined();
});
