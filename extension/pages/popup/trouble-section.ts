import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { sayTrouble } from '../../../shared/words/trouble-words.ts';
import { element } from '../../ui/dom.ts';

/** What went wrong in the last sign-in, or what the last check-up said, and what to do first. */
export function troubleSection({ language, trouble }: PopupView): readonly Node[] {
  if (trouble === null) return [];
  const { says, next } = sayTrouble(language, trouble);
  return [
    element(
      'h2',
      {},
      sayOfKeyCare(
        language,
        trouble.checkedUp === null ? 'keyCare.troubleHeading' : 'keyCare.verdictHeading',
      ),
    ),
    element('p', { 'data-trouble': trouble.error ?? '' }, says),
    ...(next === '' ? [] : [element('p', {}, next)]),
  ];
}
