import { FINDING_CODES, FINDINGS } from '../../../shared/diagnosis/catalogue.ts';
import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayFinding, sayStep } from '../../../shared/words/check-up-words.ts';
import type { Meaning } from './meaning.ts';

const ERRORS: ReadonlySet<string> = new Set(ERROR_CODES);

/** What a check-up can find, with what will help. One that is an error's code too is told as that. */
export function findingCode(typed: string, language: Language): readonly Meaning[] {
  const code = FINDING_CODES.find((known) => known === typed.toLowerCase());
  if (code === undefined || ERRORS.has(code)) return [];
  const next = FINDINGS[code].steps.map((step) => sayStep(language, step)).join(' ');
  const says = sayFinding(language, { code });
  return [{ kind: 'finding', code, says, ...(next === '' ? {} : { next }) }];
}
