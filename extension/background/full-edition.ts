import type { Language } from '../../shared/settings/settings.ts';
import { browser } from '../platform/browser.ts';
import { tabEvents } from '../platform/tab-events.ts';
import { showTab, tabFrames, tabPlace } from '../platform/tabs.ts';
import { isWindowFocused } from '../platform/windows.ts';
import type { BridgeClient } from './bridge/bridge-client.ts';
import type { ManagedSettings } from './settings.ts';
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
  readonly onChange: () => void;
}

export interface FullEdition {
  readonly signIn: SignIn;
}

/**
 * Puts the sign-in together and registers every listener that it needs. It must run while the
 * worker's script runs first.
 */
export function startFullEdition(api: ProxyApi, parts: FullEditionParts): FullEdition {
  const tab = new TabWatch({ tab: tabPlace, isFocused: isWindowFocused, frames: tabFrames });
  const proxy = new WebAuthenticationProxy(api, {
    onRequest: (key, json) => signIn.onRequest(key, json),
    onCancel: (requestId) => signIn.onRequestCanceled(requestId),
  });
  const signIn: SignIn = new SignIn({
    proxy,
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
    }),
    wakeAt,
    showTab,
    onChange: parts.onChange,
  });

  browser.alarms.onAlarm.addListener(() => {
    signIn.onWake();
  });
  return { signIn };
}

function wakeAt(time: number | null): void {
  if (time === null) {
    browser.alarms.clearAll();
  } else {
    browser.alarms.create(EXPIRY_ALARM, { when: time });
    browser.alarms.create(WATCH_ALARM, { periodInMinutes: WATCH_MINUTES });
  }
}
