import type { PopupView } from '../../../shared/messages/views.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { showBadge } from '../../platform/badge.ts';
import { badgeFor, pageTitle } from '../badge.ts';
import type { SeenPages } from './seen-pages.ts';

/** One badge for every tab, and one of its own for each that shows a page of the catalogue. */
export async function showBadges(
  seen: SeenPages,
  state: Pick<PopupView, 'signIn' | 'notice'>,
  language: Language,
): Promise<void> {
  showBadge(badgeFor({ ...state, page: null }));
  for (const tabId of await seen.tabs()) {
    const page = await seen.at(tabId);
    if (page !== null) showBadge(badgeFor({ ...state, page }), tabId, pageTitle(language, page));
  }
}
