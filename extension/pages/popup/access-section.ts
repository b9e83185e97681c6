import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import type { PopupActions } from './popup-actions.ts';

/** So many hosts are named; nobody reads more. */
const MOST_NAMED = 3;

/** What the person is asked to let Wardkey look at; nothing where it may. */
export function accessSection(
  { language, missingAccess }: Pick<PopupView, 'language' | 'missingAccess'>,
  actions: PopupActions,
): readonly Node[] {
  if (missingAccess.length === 0) return [];
  const further = missingAccess.length - MOST_NAMED;
  const named = missingAccess.slice(0, MOST_NAMED).join(', ');
  const hosts = further > 0 ? `${named} + ${further}` : named;
  return [
    element('h2', {}, sayOfPage(language, 'portalAccess.heading')),
    element('p', {}, sayOfPage(language, 'portalAccess.wanted', { hosts })),
    button({
      text: sayOfPage(language, 'portalAccess.allow'),
      action: 'allow',
      onPress: () => actions.allow(missingAccess),
    }),
  ];
}
