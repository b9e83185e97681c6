import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { lookAtTab } from './admission.ts';
import type { ProxyHold } from './proxy-hold.ts';
import { showsListedPage } from './request-gate.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** One choice of "Sign in through Wardkey". */
export interface Choosing {
  readonly tabId: number;
  /** Whether the person went back to the browser's own flow meanwhile. */
  readonly hasLeft: () => boolean;
  /** Called once all is there but the proxy: requests may come as soon as that is attached. */
  readonly open: () => Promise<void>;
}

/**
 * Makes all ready for the page's request, the proxy last.
 * @throws WardkeyError `origin-not-allowed`, `page-gone`, `proxy-held`, `bridge-...`,
 *   `ceremony-cancelled` when the person left meanwhile; what was begun is the caller's to end
 */
export async function makeReady(
  { allowedByPolicy, bridge, listen, tab }: SignInParts,
  hold: ProxyHold,
  { tabId, hasLeft, open }: Choosing,
): Promise<void> {
  const unlessLeft = (): void => {
    if (hasLeft()) throw new WardkeyError('ceremony-cancelled');
  };
  const lookAtOffer = async (): Promise<void> => {
    await lookAtTab(tab, tabId);
    unlessLeft();
    if (!showsListedPage(tab.standing, allowedByPolicy())) {
      throw new WardkeyError('origin-not-allowed');
    }
  };
  listen(true);
  await lookAtOffer();
  // A choice that cannot be kept must not take the page's request away from the browser.
  await bridge.connect({ insist: true });
  unlessLeft();
  await open();
  await hold.take();
  // It may have been closed, or gone elsewhere, while the bridge started; nobody was told then.
  await lookAtOffer();
}
