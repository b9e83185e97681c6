import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { explain } from '../../../shared/words/words.ts';
import { isStopped } from './key-trial.ts';

/** Why nothing came of what the person wanted done with a device, in words. */
export function whyNot(problem: ErrorCode, language: Language): string {
  if (problem === 'ceremony-busy') return sayInCheckUp(language, 'checkUp.tryBusy');
  if (isStopped(problem)) return sayInCheckUp(language, 'checkUp.tryStopped');
  const { says, next } = explain(language, problem);
  return sayOfKeyCare(language, 'keyCare.notDone', { says, next });
}
