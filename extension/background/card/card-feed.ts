import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardView } from '../../../shared/messages/card-view.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { DeviceList } from '../../../shared/rpc/device.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { BridgeCeremony, type StepAnswer } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import { CeremonyScreen } from '../sign-in/ceremony-screen.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';

/** Several cards are read one after another, each within 15 s. */
const LIST_MS = 60_000;
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
}

/** Tells every open card panel how the cards stand, and tries one out where the person wants it. */
export class CardFeed {
  readonly #parts: CardFeedParts;
  readonly #ports = new Set<CardPort>();
  #view: Omit<CardView, 'language'> = { list: null, problem: null, test: null };
  #running: { readonly ceremony: BridgeCeremony; readonly screen: CeremonyScreen } | null = null;
  /** The cards that were there when they were read last. */
  #known = '';
  #round = 0;

  constructor(parts: CardFeedParts) {
    this.#parts = parts;
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
    this.#read();
  }

  onPortGone(port: CardPort): void {
    this.#ports.delete(port);
    if (!this.isOpen) this.#show({ test: null });
  }

  /** What is attached may have changed. */
  onChange(): void {
    if (this.isOpen && !this.isAtWork && cardsIn(this.#parts.bridge.devices) !== this.#known) {
      this.#read();
    }
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
    this.#show({ test: { card } });
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
      this.#show({ test: { card, proof } });
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      screen.fail(code, facts);
      this.#show({ test: { card, problem: code } });
    } finally {
      this.#running = null;
      // The tries that are left may be others now.
      this.#read();
    }
  }

  async #read(): Promise<void> {
    if (!this.isOpen) return;
    this.#round += 1;
    const round = this.#round;
    const call = { timeoutMs: LIST_MS, timeoutCode: 'device-mute' } as const;
    try {
      const list = await this.#parts.bridge.call('cards.list', {}, call);
      if (round !== this.#round) return;
      this.#known = cardsIn(this.#parts.bridge.devices);
      this.#show({ list, problem: null });
    } catch (thrown) {
      const problem: ErrorCode = toWardkeyError(thrown).code;
      if (round === this.#round) this.#show({ list: null, problem });
    }
  }

  #show(change: Partial<CardView>): void {
    this.#view = { ...this.#view, ...change };
    this.#publish();
  }

  #publish(): void {
    const view = { ...this.#view, language: this.#parts.language() };
    for (const port of this.#ports) port.postMessage(view);
  }
}

/** Which cards there are, as far as that shows without reading them. */
function cardsIn(list: DeviceList | null): string {
  const devices = list?.devices ?? [];
  const ids = devices.filter(({ transport }) => transport !== 'usb').map(({ id }) => id);
  return [...ids, ...(list?.problems ?? [])].join(' ');
}
