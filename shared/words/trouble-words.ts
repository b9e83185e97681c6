import { type Trouble, verdictOn } from '../messages/trouble.ts';
import type { Language } from '../settings/settings.ts';
import { sayStep, sayVerdict } from './check-up-words.ts';
import { explain } from './words.ts';

/** What is wrong, and what to do first. */
export interface TroubleWords {
  readonly says: string;
  readonly next: string;
}

/** The verdict in words; an error that nothing was found behind yet speaks for itself. */
export function sayTrouble(language: Language, trouble: Trouble): TroubleWords {
  const verdict = verdictOn(trouble);
  const { error, checkedUp } = trouble;
  if (verdict.cause === null && checkedUp === null && error !== undefined) {
    const { says, next } = explain(language, error);
    return { says, next };
  }
  const [first] = verdict.steps;
  return {
    says: sayVerdict(language, verdict),
    next: first === undefined ? '' : sayStep(language, first),
  };
}
