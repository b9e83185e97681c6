import { signInOrigins } from '../../shared/portals/sign-in-origins.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { browser } from '../platform/browser.ts';
import { putInterceptionOn, takeInterceptionOff } from '../platform/interception-scripts.ts';
import { tabEvents } from '../platform/tab-events.ts';
import { currentTab, showTab, tabFrames, tabPlace } from '../platform/tabs.ts';
import { isWindowFocused } from '../platform/windows.ts';
import type { BridgeClient } from './bridge/bridge-client.ts';
import { PageInterception } from './interception/page-interception.ts';
import type { ManagedSettings } from './settings.ts';
import { SignInByPolicy } from './sign-in/by-policy.ts';
import type { Interceptor } from './sign-in/interceptor.ts';
import { readPageRequest } from './sign-in/page-request.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignInStore } from './sign-in/sign-in-store.ts';
import type { SignInWindow } from './sign-in/sign-in-window.ts';
import { TabWatch } from './sign-in/tab-watch.ts';
import { type ProxyApi, WebAuthenticationProxy } from './sign-in/web-authentication-proxy.ts';

/** Ends an open sign-in to the second, even when the worker has gone. */
const EXPIRY_ALARM = 'sign-in-expiry';
/** Finds a ceremony whose worker the browser ended; the shortest period that browsers allow. */
const WATCH_ALARM = 'sign-in-watch';
const WATCH_MINUTES = 0.5;

export interface FullEditionParts {
  readonly bridge: BridgeClient;
  readonly settings: ManagedSettings;
  readonly settingsLoaded: Promise<void>;
  readonly language: () => Language;
  readonly window: SignInWindow;
  /** Whether a smartcard is at work, and the window is its own. */
  readonly isCardAtWork: () => boolean;
  /** Chooses Wardkey for a tab. */
  readonly choose: (tabId: number) => Promise<void>;
  readonly onChange: () => void;
}

export interface FullEdition {
  readonly signIn: SignIn;
  /** Where pages' calls come by a content script of ours; `null` where the browser hands them over. */
  readonly interception: PageInterception | null;
  readonly byPolicy: SignInByPolicy;
  /** Back to the browser's own flow, by the person's wish. */
  leave(): Promise<void>;
}

/**
 * Puts the sign-in together and registers every listener that it needs. It must run while the
 * worker's script runs first.
 * @param api `null` where the browser has none
 */
export function startFullEdition(api: ProxyApi | null, parts: FullEditionParts): FullEdition {
  const tab = new TabWatch({ tab: tabPlace, isFocused: isWindowFocused, frames: tabFrames });
  let interception: PageInterception | null = null;
  let interceptor: Interceptor;
  if (api === null) {
    interception = new PageInterception({
      chosenTab: () => tab.tabId,
      hosts: () => signInOrigins(parts.settings.current.allowedOrigins).flatMap(httpsHost),
      putOn: putInterceptionOn,
      takeOff: takeInterceptionOff,
      onRequest: (key, read) => signIn.onRequest(key, read),
      onCancel: (requestId, code) => signIn.onRequestCanceled(requestId, code),
    });
    interceptor = interception;
  } else {
    interceptor = new WebAuthenticationProxy(api, {
      onRequest: (key, json) => signIn.onRequest(key, () => readPageRequest(key, json)),
      onCancel: (requestId) => signIn.onRequestCanceled(requestId, 'ceremony-aborted'),
    });
  }
  const signIn: SignIn = new SignIn({
    proxy: interceptor,
    bridge: parts.bridge,
    tab,
    store: new SignInStore(browser.storage.session),
    window: parts.window,
    isCardAtWork: parts.isCardAtWork,
    settingsLoaded: parts.settingsLoaded,
    allowedByPolicy: () => parts.settings.current.allowedOrigins,
    language: parts.language,
    listen: tabEvents({
      onActivated: (tabId, windowId) => tab.onActivated(tabId, windowId),
      onAttached: (tabId, windowId) => tab.onAttached(tabId, windowId),
      onFocusChanged: (windowId) => tab.onFocusChanged(windowId),
      onRemoved: (tabId) => signIn.onTabRemoved(tabId),
      onCommitted: (tabId, frameId, url) => signIn.onCommitted(tabId, frameId, url),
      // That a page has gone, its own port tells: this event may come after the next page's call.
      onAddress: (tabId, url) => tab.onTopPage(tabId, url),
    }),
    wakeAt,
    showTab,
    onChange: parts.onChange,
  });

  browser.alarms.onAlarm.addListener(() => {
    signIn.onWake();
  });
  const byPolicy = new SignInByPolicy({
    session: browser.storage.session,
    isOn: () => parts.settings.current.signIn === 'always',
    signIn: () => signIn.current,
    isInFront: async (tabId) => (await currentTab())?.id === tabId,
    choose: parts.choose,
  });
  browser.tabs.onRemoved.addListener((tabId) => byPolicy.onTabRemoved(tabId));
  return {
    signIn,
    interception,
    byPolicy,
    leave: () => {
      byPolicy.onLeft();
      return signIn.leave();
    },
  };
}

/** The host of an origin with https and the standard port; others are no content script's. */
function httpsHost(origin: string): readonly string[] {
  const { protocol, host, port } = new URL(origin);
  return protocol === 'https:' && port === '' ? [host] : [];
}

function wakeAt(time: number | null): void {
  if (time === null) {
    browser.alarms.clearAll();
  } else {
    browser.alarms.create(EXPIRY_ALARM, { when: time });
    browser.alarms.create(WATCH_ALARM, { periodInMinutes: WATCH_MINUTES });
  }
}
