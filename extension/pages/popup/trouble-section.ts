import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { sayTrouble } from '../../../shared/words/trouble-words.ts';
import { say } from '../../../shared/words/words.ts';
import { element } from '../../ui/dom.ts';
import { whoCanHelp } from '../../ui/who-can-help.ts';

/** What went wrong in the last sign-in, or what the last check-up said, and what to do first. */
export function troubleSection({ language, trouble }: PopupView): readonly Node[] {
  if (trouble === null) return [];
  const { says, next, who, code } = sayTrouble(language, trouble);
  return [
    element(
      'h2',
      {},
      sayOfKeyCare(
        language,
        trouble.checkedUp === null ? 'keyCare.troubleHeading' : 'keyCare.verdictHeading',
      ),
    ),
    element('p', { 'data-trouble': trouble.error ?? trouble.shown ?? '' }, says),
    ...(next === '' ? [] : [element('p', {}, next)]),
    ...(next === '' ? [] : [element('p', { class: 'quiet' }, say(language, `who.${who}`))]),
    ...(code === null ? [] : [whoCanHelp(language, code)]),
  ];
}
