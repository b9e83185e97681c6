import { domExceptionFor } from '../../../shared/errors/dom-exception.ts';
import { lookAtTab } from './admission.ts';
import { CeremonyScreen } from './ceremony-screen.ts';
import type { OpenSignIn } from './open-sign-in.ts';
import type { ProxyHold } from './proxy-hold.ts';
import type { SignInParts } from './sign-in-parts.ts';
import type { StoredState } from './sign-in-store.ts';

/**
 * Takes up what an earlier worker left, when a new one starts. Never rejects.
 * @returns the sign-in that goes on waiting for its page, attached where its tab shows a page of the
 *   list; `null` when there is none
 */
export async function takeUp(parts: SignInParts, hold: ProxyHold): Promise<OpenSignIn | null> {
  const { allowedByPolicy, bridge, listen, settingsLoaded, store, tab, window } = parts;
  // Listeners that an earlier worker left with the browser can be taken back only once they are ours.
  listen(true);
  const [{ signIn, windowId }] = await Promise.all([store.load(), settingsLoaded]);
  if (windowId !== null) await window.adopt(windowId);
  if (signIn === null) return null;
  if (signIn.request !== null) {
    await giveUp(parts, signIn.tabId, signIn.request);
    return null;
  }
  if (signIn.expiresAt <= Date.now()) return null;
  try {
    await lookAtTab(tab, signIn.tabId);
    const isHeld = hold.mayStayOn(tab.standing, allowedByPolicy());
    await (isHeld ? hold.take() : hold.release());
  } catch {
    return null;
  }
  // The bridge is warmed; whether it is there is told when the page asks for it.
  bridge.connect({ insist: false }).catch(() => undefined);
  return { tabId: signIn.tabId, expiresAt: signIn.expiresAt, running: null, refusalTold: false };
}

type Request = NonNullable<NonNullable<StoredState['signIn']>['request']>;

/** The port died with the earlier worker, and the ceremony at the bridge with the port. */
async function giveUp(parts: SignInParts, tabId: number, request: Request): Promise<void> {
  const { kind, host } = request;
  await parts.proxy.fail(request, domExceptionFor('bridge-stopped', kind));
  const screen = new CeremonyScreen(parts.window, { tabId, kind, host }, parts.language(), null);
  // It had begun, and whoever counts what went wrong hears of both.
  screen.begin();
  screen.fail('bridge-stopped', {});
}
