import type { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { explain, say } from '../../shared/words/words.ts';

/** What happened, what to do next and who can help: one line each. */
export function explanationLines(
  language: Language,
  { code, facts }: Pick<WardkeyError, 'code' | 'facts'>,
): readonly string[] {
  const { says, next, who } = explain(language, code, facts);
  return [says, next, say(language, `who.${who}`)];
}
