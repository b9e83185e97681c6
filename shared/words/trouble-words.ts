import { FINDINGS, type FindingCode } from '../diagnosis/catalogue.ts';
import { STEPS, type StepId } from '../diagnosis/steps.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { type Trouble, verdictOn } from '../messages/trouble.ts';
import type { Language } from '../settings/settings.ts';
import { sayFinding, sayStep, sayVerdict } from './check-up-words.ts';
import { explain, type Helper } from './words.ts';

/** What is wrong, what to do first, and who can help. */
export interface TroubleWords {
  readonly says: string;
  readonly next: string;
  readonly who: Helper;
  /** What it is by its code, for those who help; `null` where nobody knows. */
  readonly code: FindingCode | ErrorCode | null;
}

/** The verdict in words; an error that nothing was found behind yet speaks for itself. */
export function sayTrouble(language: Language, trouble: Trouble): TroubleWords {
  const verdict = verdictOn(trouble);
  const { error, shown, checkedUp } = trouble;
  const { cause, steps } = verdict;
  const isOpen = cause === null && checkedUp === null;
  if (isOpen && error !== undefined) {
    const { says, next, who } = explain(language, error);
    return { says, next, who, code: error };
  }
  if (isOpen && shown !== undefined) {
    const code = 'page-error-unknown';
    return {
      says: sayFinding(language, { code }),
      ...whatNext(language, FINDINGS[code].steps),
      code,
    };
  }
  return {
    says: sayVerdict(language, verdict),
    ...whatNext(language, steps),
    code: cause?.code ?? null,
  };
}

function whatNext(
  language: Language,
  steps: readonly StepId[],
): Pick<TroubleWords, 'next' | 'who'> {
  const [first] = steps;
  const helper = steps.map((step) => STEPS[step].who).find((who) => who !== 'you');
  return { next: first === undefined ? '' : sayStep(language, first), who: helper ?? 'you' };
}
