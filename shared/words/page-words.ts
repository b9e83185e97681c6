import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import { fill } from './fill.ts';
import cy from './pages/cy.json' with { type: 'json' };
import en from './pages/en.json' with { type: 'json' };
import { type SentenceKey, sentencesOf } from './sentences.ts';

type Words = typeof en;

/** Every sentence about pages and portals, as `section.name`. The bridge does not carry them. */
export type PageWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One sentence about a page in a person's language. */
export function sayOfPage(language: Language, key: PageWordKey, facts: ErrorFacts = {}): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
