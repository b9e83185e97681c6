import type { ErrorCode } from '../errors/codes.ts';
import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import cy from './cy.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import { fill } from './fill.ts';
import { type SentenceKey, sentencesOf } from './sentences.ts';

/** Who can put a trouble right, nearest first. */
export const HELPERS = [
  'you',
  'local-administrator',
  'registration-authority',
  'it-service-desk',
] as const;
export type Helper = (typeof HELPERS)[number];

/** What a person is told of an error. */
export interface Explanation {
  /** What happened. */
  readonly says: string;
  /** What to do about it. */
  readonly next: string;
  readonly who: Helper;
}

type Words = typeof en;

/** Every sentence beside those of the errors, as `section.name`. */
export type WordKey = SentenceKey<Omit<Words, 'errors'>>;

// Typed as the English file, so that a sentence missing in Welsh, or a code missing in either,
// does not compile.
const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = { en: withoutErrors(en), cy: withoutErrors(cy) };

/** One sentence in a person's language. */
export function say(language: Language, key: WordKey, facts: ErrorFacts = {}): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}

/** What happened, what to do next, and who can help: for any error code. */
export function explain(language: Language, code: ErrorCode, facts: ErrorFacts = {}): Explanation {
  const { says, next, who }: { says: string; next: string; who: string } =
    WORDS[language].errors[code];
  return {
    says: fill(says, facts),
    next: fill(next, facts),
    who: HELPERS.find((helper) => helper === who) ?? 'you',
  };
}

function withoutErrors({ errors: _, ...sections }: Words): ReadonlyMap<string, string> {
  return sentencesOf(sections);
}
