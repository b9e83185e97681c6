import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import cy from './command-line/cy.json' with { type: 'json' };
import en from './command-line/en.json' with { type: 'json' };
import { fill } from './fill.ts';
import { type SentenceKey, sentencesOf } from './sentences.ts';

type Words = typeof en;

/** Every sentence of the command line, as `section.name`. The extension does not carry them. */
export type CommandLineWordKey = SentenceKey<Words>;

// Typed as the English file, so that a sentence missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: sentencesOf(WORDS.en), cy: sentencesOf(WORDS.cy) };

/** One sentence of the command line in a person's language. */
export function sayInTerminal(
  language: Language,
  key: CommandLineWordKey,
  facts: ErrorFacts = {},
): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}
