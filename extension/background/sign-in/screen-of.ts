import { hostOfOrigin } from '../origins.ts';
import { CeremonyScreen } from './ceremony-screen.ts';
import type { PageRequest } from './page-request.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** What the person will see of a page's request. */
export function screenOf(
  { language, tab, window }: Pick<SignInParts, 'language' | 'tab' | 'window'>,
  tabId: number,
  { kind, origin }: PageRequest,
): CeremonyScreen {
  const subject = { tabId, kind, host: hostOfOrigin(origin) };
  return new CeremonyScreen(window, subject, language(), tab.windowId);
}
