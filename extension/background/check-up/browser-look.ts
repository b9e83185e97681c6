import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { SIGN_IN_HOSTS } from '../../../shared/portals/sign-in-origins.ts';
import { runInPageItself } from '../../platform/scripting.ts';
import { tabsOf } from '../../platform/tabs.ts';

/** What has not been seen by then is not waited for, in milliseconds. */
const LOOK_MS = 1_500;
/** Open tabs of portals that are looked at; one that was changed says enough. */
const MOST_TABS = 4;

export interface BrowserLookParts {
  /** Whether another extension has the browser's WebAuthn. Never rejects. */
  isProxyHeld(): Promise<boolean>;
}

/** What the background alone sees of the browser, once the person has started a check-up. Never rejects. */
export async function lookAtBrowser({ isProxyHeld }: BrowserLookParts): Promise<Finding[]> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), LOOK_MS));
  const [isHeld, isOverridden] = await Promise.all([
    Promise.race([isProxyHeld(), late]),
    Promise.race([hasOverriddenPage().catch(() => false), late]),
  ]);
  return [
    ...(isHeld ? [{ code: 'proxy-held' } as const] : []),
    ...(isOverridden ? [{ code: 'credentials-overridden' } as const] : []),
  ];
}

/** Whether in an open page of a portal somebody else answers for the browser's WebAuthn. */
async function hasOverriddenPage(): Promise<boolean> {
  const tabs = await tabsOf(SIGN_IN_HOSTS);
  const looks = tabs
    .slice(0, MOST_TABS)
    .map((tabId) => runInPageItself(tabId, isCredentialsChanged).catch(() => false));
  return (await Promise.all(looks)).includes(true);
}

/** Runs in the page: the browser's own functions have no source, and stand on the prototype. */
function isCredentialsChanged(): boolean {
  const { credentials } = navigator;
  if (credentials === undefined) return false;
  const isOwn = (asked: unknown) =>
    typeof asked === 'function' &&
    Function.prototype.toString.call(asked).includes('[native code]');
  return (
    !isOwn(credentials.get) ||
    !isOwn(credentials.create) ||
    Object.hasOwn(credentials, 'get') ||
    Object.hasOwn(credentials, 'create')
  );
}
