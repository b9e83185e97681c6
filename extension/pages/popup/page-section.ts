import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { say } from '../../../shared/words/words.ts';
import { element } from '../../ui/dom.ts';
import { hostOf } from './host-of.ts';
import { pageTold } from './page-told.ts';

/** Which page this is. */
export function pageSection(view: PopupView): readonly Node[] {
  const host = hostOf(view.tab.origin);
  const { page } = view;
  const isStrange = page !== null && !page.isOurs;
  return [
    element(
      'h2',
      {},
      isStrange
        ? sayOfPage(view.language, 'pageSection.isReal')
        : say(view.language, 'popup.pageHeading'),
    ),
    host === null
      ? element('p', {}, say(view.language, 'popup.pageUnknown'))
      : element('p', { class: 'host' }, host),
    ...(page === null ? [] : pageTold(view.language, page)),
  ];
}
