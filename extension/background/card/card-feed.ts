import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardView } from '../../../shared/messages/card-view.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { BridgeCeremony, type StepAnswer } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import { CeremonyScreen } from '../sign-in/ceremony-screen.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';
import { CardReading } from './card-reading.ts';

/** Several cards are read one after another, each within 15 s. */
const LIST = { timeoutMs: 60_000, timeoutCode: 'device-mute' } as const;
const NO_TAB = -1;

export interface CardPort {
  postMessage(view: CardView): void;
}

export interface CardFeedParts {
  readonly bridge: Pick<BridgeClient, 'call' | 'devices'>;
  readonly window: SignInWindow;
  readonly language: () => Language;
  /** Whether the window is somebody else's now. */
  readonly isWindowTaken: () => boolean;
  /** Whether somebody else than a panel wants to know how the cards stand. */
  readonly isWanted: () => boolean;
  /** They were read. */
  readonly onRead: () => void;
}

/** Tells every open card panel how the cards stand, and tries one out where the person wants it. */
export class CardFeed {
  readonly #parts: CardFeedParts;
  readonly #ports = new Set<CardPort>();
  readonly reading: CardReading;
  #test: CardView['test'] = null;
  #running: { readonly ceremony: BridgeCeremony; readonly screen: CeremonyScreen } | null = null;

  constructor(parts: CardFeedParts) {
    this.#parts = parts;
    this.reading = new CardReading({
      devices: () => parts.bridge.devices,
      list: () => parts.bridge.call('cards.list', {}, LIST),
      // For the guide alone no bridge is opened.
      isWanted: () => this.isOpen || (parts.bridge.devices !== null && parts.isWanted()),
      onRead: () => {
        this.#publish();
        parts.onRead();
      },
    });
  }

  get isOpen(): boolean {
    return this.#ports.size > 0;
  }

  get isAtWork(): boolean {
    return this.#running !== null;
  }

  onPort(port: CardPort): void {
    this.#ports.add(port);
    this.#publish();
    this.reading.read();
  }

  onPortGone(port: CardPort): void {
    this.#ports.delete(port);
    if (!this.isOpen) this.#show(null);
  }

  /** What is attached, or who wants to know, may have changed. A card that is at work is left alone. */
  onChange(): void {
    if (!this.isAtWork && !this.#parts.isWindowTaken()) this.reading.readIfNew();
  }

  /**
   * Tries a card out. Resolves when that has begun: what comes of it, the panel is told.
   * @throws WardkeyError `ceremony-busy`
   */
  test(card: string): void {
    if (this.isAtWork || this.#parts.isWindowTaken()) throw new WardkeyError('ceremony-busy');
    const { bridge, window, language } = this.#parts;
    const ceremony = new BridgeCeremony(bridge);
    const subject = { tabId: NO_TAB, kind: 'card-test', host: '' } as const;
    const screen = new CeremonyScreen(window, subject, language(), null);
    this.#running = { ceremony, screen };
    this.#show({ card });
    screen.begin();
    this.#run(card, ceremony, screen);
  }

  /** @throws WardkeyError `ceremony-unknown`, and what the bridge says */
  async answer(answer: StepAnswer): Promise<void> {
    if (this.#running === null) throw new WardkeyError('ceremony-unknown');
    await this.#running.ceremony.answer(answer);
  }

  /** The person stops the trial, or has closed its window. */
  cancel(): void {
    this.#running?.ceremony.cancel('ceremony-cancelled');
  }

  onCeremonyEvent(ceremonyId: string, event: CeremonyEvent): void {
    if (this.#running?.ceremony.id === ceremonyId) this.#running.screen.event(event);
  }

  async #run(card: string, ceremony: BridgeCeremony, screen: CeremonyScreen): Promise<void> {
    const { bridge } = this.#parts;
    try {
      const proof = await ceremony.run(
        (call) => bridge.call('card.test', { card }, call),
        CEREMONY_TIMEOUT_MS.standard,
      );
      screen.done();
      this.#show({ card, proof });
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      screen.fail(code, facts);
      this.#show({ card, problem: code });
    } finally {
      this.#running = null;
      // The tries that are left may be others now.
      this.reading.read();
    }
  }

  #show(test: CardView['test']): void {
    this.#test = test;
    this.#publish();
  }

  #publish(): void {
    const { last, problem } = this.reading;
    const view = {
      list: last?.list ?? null,
      problem,
      test: this.#test,
      language: this.#parts.language(),
    };
    for (const port of this.#ports) port.postMessage(view);
  }
}
