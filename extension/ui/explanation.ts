import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { explain, say } from '../../shared/words/words.ts';
import { element } from './dom.ts';
import { whoCanHelp } from './who-can-help.ts';

/** What happened, what to do next and who can help, for any code; and the way to them. */
export function explanation(
  language: Language,
  code: ErrorCode,
  facts: ErrorFacts = {},
): HTMLElement {
  const { says, next, who } = explain(language, code, facts);
  return element(
    'div',
    { class: 'explanation', 'data-code': code },
    element('p', { class: 'explanation-says' }, says),
    element('p', {}, next),
    element('p', { class: 'quiet' }, say(language, `who.${who}`)),
    whoCanHelp(language, code),
  );
}
