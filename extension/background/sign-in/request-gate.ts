import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { mayOfferSignIn } from '../../../shared/portals/sign-in-origins.ts';

/** What the gate must know of the tab that the sign-in belongs to. */
export interface TabStanding {
  /** Active in its window, and that window has the focus. */
  readonly inFront: boolean;
  /** Active in its window, and no window has the focus: it is on its way from one to another. */
  readonly awaitsFocus: boolean;
  /** Serialised origin of its top page; `null` while unknown. */
  readonly topOrigin: string | null;
}

export interface AskingPage {
  readonly origin: string;
  readonly sameOriginWithAncestors: boolean;
}

/** Whether the tab's top page is one of those on which Wardkey may be chosen. */
export function showsListedPage(
  { topOrigin }: Pick<TabStanding, 'topOrigin'>,
  allowedByPolicy: readonly string[],
): boolean {
  return topOrigin !== null && mayOfferSignIn(topOrigin, allowedByPolicy);
}

/**
 * Whether a page's request may become a ceremony, as far as that can be told without asking the
 * browser for the tab's frames. The proxy names an origin but no tab, so that the request counts
 * for the chosen tab only when that tab is in front and shows that origin. A hidden tab of the same
 * origin cannot be told from it and is answered in its place. It gains nothing by that: what runs in
 * an origin can do all that the origin can (WebAuthn Level 3 §13.4.8), in whichever tab.
 * @returns why not, or `null`
 */
export function refusalOf(
  page: AskingPage,
  tab: TabStanding,
  allowedByPolicy: readonly string[],
): ErrorCode | null {
  if (page.sameOriginWithAncestors && page.origin !== tab.topOrigin) return 'sign-in-other-origin';
  if (!mayOfferSignIn(page.origin, allowedByPolicy)) return 'origin-not-allowed';
  // The person chose on a page of the list: a frame does not follow its tab to any other page.
  if (!showsListedPage(tab, allowedByPolicy)) return 'sign-in-other-origin';
  if (!tab.inFront) return 'sign-in-tab-hidden';
  return null;
}
