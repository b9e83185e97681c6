import { NfcCtap } from '../nfcctap.ts';
import type { CtapChannel, ExchangeOptions, U2fRequest } from '../transport.ts';
import type { CardSession } from './card-session.ts';
import { SharedCard } from './shared-card.ts';

/** CTAP with the card in a PC/SC reader: each exchange is one transaction. */
export class PcscChannel implements CtapChannel {
  readonly #card: SharedCard;
  readonly #ctap: NfcCtap;
  readonly #farewell: boolean;

  /**
   * @param openSession connects to the same card, at first and after a session was lost
   * @param farewell whether the card is told at the end that no more commands come
   */
  constructor(openSession: (signal: AbortSignal) => Promise<CardSession>, farewell: boolean) {
    this.#card = new SharedCard(openSession, () => this.#ctap.forgetSelection());
    this.#farewell = farewell;
    this.#ctap = new NfcCtap(this.#card.transmit);
  }

  /** Connects. @throws WardkeyError those of {@link CtapChannel.exchange} */
  open(signal: AbortSignal): Promise<void> {
    return this.#card.open(signal);
  }

  /**
   * Selects the FIDO applet.
   * @throws WardkeyError `device-not-fido` and those of {@link CtapChannel.exchange}
   */
  select(signal: AbortSignal): Promise<void> {
    return this.#card.inTransaction(signal, 'untaken', () => this.#ctap.select(signal));
  }

  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    return this.#card.inTransaction(options.signal, 'untaken', async () => {
      // What is sent once was made for the selection of before: a new one would not help it.
      if (options.once !== true) await this.#ctap.select(options.signal);
      this.#card.startAfresh();
      return this.#ctap.exchange(message, options);
    });
  }

  u2f(request: U2fRequest, { signal }: ExchangeOptions): Promise<Uint8Array> {
    return this.#card.inTransaction(signal, 'untaken', () => this.#ctap.u2f(request, signal));
  }

  close(): Promise<void> {
    return this.#card.close(this.#farewell ? (signal) => this.#ctap.end(signal) : undefined);
  }
}
