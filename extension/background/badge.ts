import type { PopupView } from '../../shared/messages/views.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { sayOfPage } from '../../shared/words/page-words.ts';
import type { Badge } from '../platform/badge.ts';
import type { TabPage } from './pages/seen-pages.ts';

const NONE: Badge = { text: '', colour: '#005a52' };
/** The page is one of the catalogue's, at its own address. */
const KNOWN: Badge = { text: '✓', colour: '#005a52' };
const OPEN: Badge = { text: '●', colour: '#005a52' };
const ATTENTION: Badge = { text: '!', colour: '#9c2a10' };

/** What a badge is about. */
export interface BadgeState extends Pick<PopupView, 'signIn' | 'notice'> {
  readonly page: Pick<TabPage, 'match' | 'warnings'> | null;
}

/** The badge for a state: what the person has to do something about comes first. */
export function badgeFor({ signIn, notice, page }: BadgeState): Badge {
  if (notice !== null || (page !== null && wantsCare(page))) return ATTENTION;
  if (signIn !== null) return OPEN;
  return page !== null && isKnown(page) ? KNOWN : NONE;
}

/** What the icon is called over a page. */
export function pageTitle(language: Language, page: Pick<TabPage, 'match' | 'warnings'>): string {
  if (wantsCare(page)) return sayOfPage(language, 'pageSection.badgeWarning');
  const { match } = page;
  if (match.kind !== 'page' && match.kind !== 'portal') return 'Wardkey';
  const name =
    match.kind === 'page'
      ? sayOfPage(language, `pageNames.${match.page}`)
      : sayOfPage(language, `portalNames.${match.portal}`);
  return sayOfPage(language, 'pageSection.badgeKnown', { page: name });
}

function wantsCare({ match, warnings }: Pick<TabPage, 'match' | 'warnings'>): boolean {
  return warnings.length > 0 || (match.kind === 'near-miss' && match.why === 'not-secure');
}

function isKnown({ match }: Pick<TabPage, 'match'>): boolean {
  return match.kind === 'page' || match.kind === 'portal';
}
