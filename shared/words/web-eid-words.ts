import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import { fill } from './fill.ts';
import { type SentenceKey, sentencesOf } from './sentences.ts';
import cy from './web-eid/cy.json' with { type: 'json' };
import en from './web-eid/en.json' with { type: 'json' };

type Words = typeof en;

/** Every sentence of what pages ask of a smartcard, as `section.name`. */
export type WebEidWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One of these sentences in a person's language. */
export function sayWebEid(language: Language, key: WebEidWordKey, facts: ErrorFacts = {}): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
