import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import { fill } from './fill.ts';
import cy from './guide/cy.json' with { type: 'json' };
import en from './guide/en.json' with { type: 'json' };
import { type SentenceKey, sentencesOf } from './sentences.ts';

type Words = typeof en;

/** Every sentence of the guide beside those of the journeys, as `section.name`. */
export type GuideWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One sentence of the guide in a person's language. */
export function sayInGuide(language: Language, key: GuideWordKey, facts: ErrorFacts = {}): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
