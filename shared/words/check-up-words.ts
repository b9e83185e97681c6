import type { FindingCode } from '../diagnosis/catalogue.ts';
import type { CheckId } from '../diagnosis/checks.ts';
import type { Finding } from '../diagnosis/finding.ts';
import type { Confidence } from '../diagnosis/finding-row.ts';
import type { StepId } from '../diagnosis/steps.ts';
import type { Verdict } from '../diagnosis/verdict.ts';
import { ERROR_CODES } from '../errors/codes.ts';
import type { ErrorFacts } from '../errors/wardkey-error.ts';
import type { Language } from '../settings/settings.ts';
import cy from './check-up/cy.json' with { type: 'json' };
import en from './check-up/en.json' with { type: 'json' };
import { fill } from './fill.ts';
import { longDate } from './long-date.ts';
import { type SentenceKey, sentencesOf } from './sentences.ts';
import { explain } from './words.ts';

/** The words of the check-up: a finding, a step or a check without its sentence does not compile. */
interface Words {
  readonly checkUp: typeof en.checkUp;
  readonly outcomes: Readonly<Record<Exclude<Verdict['outcome'], 'cause'>, string>>;
  readonly confidences: Readonly<Record<Confidence, string>>;
  readonly checks: Readonly<Record<CheckId, string>>;
  readonly findings: Readonly<Record<FindingCode, string>>;
  readonly steps: Readonly<Record<StepId, string>>;
}

export type CheckUpWordKey = SentenceKey<Pick<Words, 'checkUp'>>;

const WORDS: Readonly<Record<Language, Words>> = { en, cy };
const SENTENCES = {
  en: sentencesOf({ checkUp: en.checkUp }),
  cy: sentencesOf({ checkUp: cy.checkUp }),
};

/** One sentence of the check-up's screens and printouts. */
export function sayInCheckUp(
  language: Language,
  key: CheckUpWordKey,
  facts: ErrorFacts = {},
): string {
  return fill(SENTENCES[language].get(key) ?? '', facts);
}

/** What was found, in one sentence or two. */
export function sayFinding(language: Language, { code, facts }: Finding): string {
  return fill(WORDS[language].findings[code], inWords(language, facts ?? {}));
}

/** Facts as a person reads them: an error as its sentence, a day as it is written here. */
function inWords(language: Language, facts: ErrorFacts): ErrorFacts {
  const { error: told, date, ...others } = facts;
  const error = ERROR_CODES.find((code) => code === told);
  const moment = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return {
    ...others,
    ...(error === undefined ? {} : { error: explain(language, error).says }),
    ...(Number.isNaN(moment) ? {} : { date: longDate(language, moment) }),
  };
}

/** What to do. */
export function sayStep(language: Language, step: StepId): string {
  return WORDS[language].steps[step];
}

/** What a check asks. */
export function sayCheck(language: Language, check: CheckId): string {
  return WORDS[language].checks[check];
}

/** How sure a verdict is. */
export function sayConfidence(language: Language, confidence: Confidence): string {
  return WORDS[language].confidences[confidence];
}

/** The verdict in words. */
export function sayVerdict(
  language: Language,
  { outcome, cause }: Pick<Verdict, 'outcome' | 'cause'>,
): string {
  if (cause !== null) return sayFinding(language, cause);
  return WORDS[language].outcomes[outcome === 'well' ? 'well' : 'unknown'];
}
