import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { hostOfOrigin } from '../origins.ts';
import { CeremonyScreen } from './ceremony-screen.ts';
import type { CeremonyKind } from './interceptor.ts';
import type { OpenSignIn } from './open-sign-in.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** What is no news for the person: a page's own repeat just after the end, and its own giving up. */
const NO_NEWS: readonly ErrorCode[] = ['sign-in-not-chosen', 'ceremony-aborted', 'page-gone'];

/** Whether the person should hear that a request was refused before it became a ceremony. */
export function isNews(code: ErrorCode): boolean {
  return !NO_NEWS.includes(code);
}

/**
 * One at a time: the window, and the person in front of it, are for one.
 * @throws WardkeyError `ceremony-busy`
 */
export function refuseWhileBusy(
  { isCardAtWork }: Pick<SignInParts, 'isCardAtWork'>,
  signIn: OpenSignIn | null,
): void {
  if (signIn?.running || isCardAtWork()) throw new WardkeyError('ceremony-busy');
}

/**
 * Says in the sign-in window why a request was refused, with the way back to the browser's own
 * flow: the page that asked knows nothing, and the toolbar icon may be hidden. Once in a sign-in and
 * without the focus, because any page could ask at any time, and never over a ceremony.
 * @param kind what the page asked for
 */
export function tellRefusal(
  { isCardAtWork, language, tab, window }: SignInParts,
  signIn: OpenSignIn,
  kind: CeremonyKind,
  { code, facts }: WardkeyError,
): void {
  if (signIn.running !== null || signIn.refusalTold || isCardAtWork()) return;
  signIn.refusalTold = true;
  // The website of the open sign-in, never the one that asked: it would stand there as the goal.
  const host = hostOfOrigin(tab.standing.topOrigin);
  const subject = { tabId: signIn.tabId, kind, host };
  new CeremonyScreen(window, subject, language(), tab.windowId).tell(code, facts);
}
