import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import cy from './card/cy.json' with { type: 'json' };
import en from './card/en.json' with { type: 'json' };
import { fill } from './fill.ts';
import { type SentenceKey, sentencesOf } from './sentences.ts';

type Words = typeof en;

/** Every sentence of the card panel, as `section.name`. */
export type CardWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One of these sentences in a person's language. */
export function sayOfCard(language: Language, key: CardWordKey, facts: ErrorFacts = {}): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
