import { expect, test } from 'vitest';
import { chooseLanguage } from '../../../../shared/words/language.ts';

test.each([
  [{ policy: 'cy', person: 'en', system: ['en-GB'] }, 'cy'],
  [{ person: 'cy', system: ['en-GB'] }, 'cy'],
  [{ system: ['cy-GB', 'en'] }, 'cy'],
  [{ system: ['fr', 'CY'] }, 'cy'],
  [{ system: ['cy_GB.UTF-8'] }, 'cy'],
  [{ system: ['en-US', 'cy'] }, 'en'],
  [{ system: ['cyx', 'fr'] }, 'en'],
  [{ system: [] }, 'en'],
] as const)('%j is spoken to in %s', (wishes, language) => {
  expect(chooseLanguage(wishes)).toBe(language);
});
