import { mayOfferSignIn } from '../../../shared/portals/sign-in-origins.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { runInPage } from '../../platform/scripting.ts';
import { closeTab } from '../../platform/tabs.ts';
import type { StepAnswer } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { ManagedSettings } from '../settings.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';
import { askerOf, type TabSender } from '../web-eid/asker.ts';
import { WebEid } from '../web-eid/web-eid.ts';
import type { WebEidPort } from '../web-eid/web-eid-page.ts';
import { CardFeed } from './card-feed.ts';
import { CardSessions } from './card-sessions.ts';
import { tellCardRemoved } from './tell-page.ts';

export interface SmartcardsParts {
  readonly bridge: Pick<BridgeClient, 'call' | 'devices'>;
  readonly window: SignInWindow;
  readonly settings: Pick<ManagedSettings, 'current'>;
  readonly settingsLoaded: Promise<void>;
  readonly language: () => Language;
  /** The version of the extension. */
  readonly version: string;
  /** Whether a sign-in with a key is at work, and the window is its own. */
  readonly isKeyAtWork: () => boolean;
  /** Whether the guide wants to know how the cards stand. */
  readonly isWanted: () => boolean;
  /** They were read. */
  readonly onRead: () => void;
}

/** All that is done with smartcards: what pages ask by Web eID, and the card panel. */
export class Smartcards {
  readonly panels: CardFeed;
  /** The pages on which somebody has signed in with a card. */
  readonly sessions: CardSessions;
  readonly #webEid: WebEid;
  readonly #settings: SmartcardsParts['settings'];
  readonly #bridge: SmartcardsParts['bridge'];

  constructor({ settings, settingsLoaded, isKeyAtWork, version, ...both }: SmartcardsParts) {
    this.#settings = settings;
    this.#bridge = both.bridge;
    this.sessions = new CardSessions({
      act: () => settings.current.cardRemoved ?? 'nothing',
      tell: async (tabId, origin) => (await runInPage(tabId, tellCardRemoved, [origin])) === true,
      close: closeTab,
    });
    this.#webEid = new WebEid({
      ...both,
      settingsLoaded,
      version,
      mode: () => settings.current.webEid ?? 'auto',
      isSignInAtWork: () => isKeyAtWork() || this.panels.trial.isAtWork,
      onSignedIn: (session) => {
        this.sessions.begin(session);
        this.sessions.onDevices(both.bridge.devices);
      },
      onEnd: () => this.panels.reading.read(),
    });
    this.panels = new CardFeed({
      ...both,
      isWindowTaken: () => isKeyAtWork() || this.#webEid.isAtWork,
    });
  }

  /** Whether the window is for a smartcard now. */
  get isAtWork(): boolean {
    return this.#webEid.isAtWork || this.panels.trial.isAtWork;
  }

  /** Devices came or went. */
  onDevices(): void {
    this.panels.onChange();
    this.sessions.onDevices(this.#bridge.devices);
  }

  /** A page asks by Web eID. */
  onPagePort(port: WebEidPort, sender: TabSender | undefined): void {
    const asker = askerOf(sender);
    const allowed = this.#settings.current.allowedOrigins;
    if (asker === null || !mayOfferSignIn(asker.origin, allowed)) port.disconnect();
    else this.#webEid.onPort(port, asker);
  }

  onCeremonyEvent(ceremony: string, event: CeremonyEvent): void {
    this.#webEid.onCeremonyEvent(ceremony, event);
    this.panels.trial.onCeremonyEvent(ceremony, event);
  }

  /** @throws WardkeyError `ceremony-unknown`, and what the bridge says */
  answer(typed: StepAnswer): Promise<void> {
    return this.#webEid.isAtWork ? this.#webEid.answer(typed) : this.panels.trial.answer(typed);
  }

  /** The person stops what runs, or has closed its window. */
  cancel(): void {
    this.#webEid.cancel();
    this.panels.trial.cancel();
  }
}
