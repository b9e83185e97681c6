import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardView } from '../../../shared/messages/card-view.ts';
import type { CardProof } from '../../../shared/rpc/card.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import { DeviceTest, type DeviceTestParts } from '../device-test.ts';
import { CardReading } from './card-reading.ts';
import { listCards } from './list-cards.ts';

export interface CardPort {
  postMessage(view: CardView): void;
}

export interface CardFeedParts extends DeviceTestParts {
  readonly bridge: Pick<BridgeClient, 'call' | 'devices'>;
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
  /** What is at work where a card is tried out. */
  readonly trial: DeviceTest;
  #test: CardView['test'] = null;

  constructor(parts: CardFeedParts) {
    this.#parts = parts;
    this.trial = new DeviceTest(parts);
    this.reading = new CardReading({
      devices: () => parts.bridge.devices,
      list: () => listCards(parts.bridge),
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
    if (!this.trial.isAtWork && !this.#parts.isWindowTaken()) this.reading.readIfNew();
  }

  /**
   * Tries a card out. Resolves when that has begun: what comes of it, the panel is told.
   * @throws WardkeyError `ceremony-busy`
   */
  test(card: string): void {
    const { bridge } = this.#parts;
    const proving = this.trial.begin('card-test', null, (ceremony) =>
      ceremony.run(
        (call) => bridge.call('card.test', { card }, call),
        CEREMONY_TIMEOUT_MS.standard,
      ),
    );
    this.#show({ card });
    void this.#tellEnd(card, proving);
  }

  async #tellEnd(card: string, proving: Promise<CardProof>): Promise<void> {
    try {
      this.#show({ card, proof: await proving });
    } catch (thrown) {
      this.#show({ card, problem: toWardkeyError(thrown).code });
    }
    // The tries that are left may be others now.
    await this.reading.read();
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
