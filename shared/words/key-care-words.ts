import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import { fill } from './fill.ts';
import cy from './key-care/cy.json' with { type: 'json' };
import en from './key-care/en.json' with { type: 'json' };
import { type SentenceKey, sentencesOf } from './sentences.ts';

type Words = typeof en;

/** Every sentence of what is done with a key beside signing in, as `section.name`. */
export type KeyCareWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One of these sentences in a person's language. */
export function sayOfKeyCare(
  language: Language,
  key: KeyCareWordKey,
  facts: ErrorFacts = {},
): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
