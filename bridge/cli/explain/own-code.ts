import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { explain } from '../../../shared/words/words.ts';
import type { Meaning } from './meaning.ts';

/** One of Wardkey's own codes. */
export function ownCode(typed: string, language: Language): readonly Meaning[] {
  const code = ERROR_CODES.find((known) => known === typed.toLowerCase());
  return code === undefined ? [] : [{ kind: 'wardkey', code, ...explain(language, code) }];
}
