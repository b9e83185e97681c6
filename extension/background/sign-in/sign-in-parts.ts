import type { Language } from '../../../shared/settings/settings.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { Interceptor } from './interceptor.ts';
import type { SignInStore } from './sign-in-store.ts';
import type { SignInWindow } from './sign-in-window.ts';
import type { TabWatch } from './tab-watch.ts';

/** What a sign-in works with. */
export interface SignInParts {
  readonly proxy: Interceptor;
  readonly bridge: Pick<BridgeClient, 'connect' | 'call'>;
  readonly tab: TabWatch;
  readonly store: SignInStore;
  readonly window: SignInWindow;
  /** Whether a smartcard is at work, and the window is its own. */
  readonly isCardAtWork: () => boolean;
  /** Resolves once the settings are there. */
  readonly settingsLoaded: Promise<void>;
  readonly allowedByPolicy: () => readonly string[];
  readonly language: () => Language;
  /** Begins and ends the tabs' events: outside a sign-in no navigation shall wake the worker. */
  readonly listen: (on: boolean) => void;
  /** Wakes the worker when the open sign-in ends; `null` for no more. Milliseconds since 1970. */
  readonly wakeAt: (time: number | null) => void;
  /** Brings a tab before the person. Rejects when it is gone. */
  readonly showTab: (tabId: number) => Promise<void>;
  readonly onChange: () => void;
}
