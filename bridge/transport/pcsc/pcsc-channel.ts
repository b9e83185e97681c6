import { RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { TransmitApdu } from '../iso-exchange.ts';
import { NfcCtap } from '../nfcctap.ts';
import type { CtapChannel, ExchangeOptions, U2fRequest } from '../transport.ts';
import type { CardSession } from './card-session.ts';
import { isReturnCode } from './pcsc-error.ts';

/** How often in a row another program may reset the card under us before we give up. */
const MAX_RESETS = 3;
/** For the farewell to a key at an NFC reader, which nobody waits for. */
const FAREWELL_MS = 100;

/**
 * CTAP with the card in a PC/SC reader. The card is shared: each exchange is one transaction, and
 * between two of them other programs may select their own applets or reset the card.
 */
export class PcscChannel implements CtapChannel {
  readonly #openSession: (signal: AbortSignal) => Promise<CardSession>;
  readonly #ctap: NfcCtap;
  readonly #farewell: boolean;
  #session: CardSession | null = null;
  /** Settles when the last transaction has ended. Never rejects. */
  #ending: Promise<void> = Promise.resolve();
  /** Whether the card has taken a part of the message that is on its way. */
  #taken = false;
  /** Set for good, so that the next card in the same reader is not taken for this one. */
  #removed: WardkeyError | null = null;
  #busy = false;
  #closed = false;

  /**
   * @param openSession connects to the same card, at first and after a session was lost
   * @param farewell whether the card is told at the end that no more commands come
   */
  constructor(openSession: (signal: AbortSignal) => Promise<CardSession>, farewell: boolean) {
    this.#openSession = openSession;
    this.#farewell = farewell;
    this.#ctap = new NfcCtap((apdu, options) => this.#transmit(apdu, options));
  }

  /** Connects. @throws WardkeyError those of {@link CtapChannel.exchange} */
  open(signal: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {});
  }

  /**
   * Selects the FIDO applet.
   * @throws WardkeyError `device-not-fido` and those of {@link CtapChannel.exchange}
   */
  select(signal: AbortSignal): Promise<void> {
    return this.#inTransaction(signal, () => this.#ctap.select(signal));
  }

  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    return this.#inTransaction(options.signal, async () => {
      await this.#ctap.select(options.signal);
      this.#taken = false;
      return this.#ctap.exchange(message, options);
    });
  }

  u2f(request: U2fRequest, { signal }: ExchangeOptions): Promise<Uint8Array> {
    return this.#inTransaction(signal, async () => {
      this.#taken = false;
      return this.#ctap.u2f(request, signal);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#ending;
    const session = this.#session;
    if (!session) return;
    if (this.#farewell && !this.#busy) {
      const signal = AbortSignal.timeout(FAREWELL_MS);
      await this.#once(session, signal, () => this.#ctap.end(signal)).catch(() => undefined);
      await this.#ending;
    }
    this.#session = null;
    await session.close('leave');
  }

  #inTransaction<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.#inTurn(signal, (session) => this.#once(session, signal, work));
  }

  /** Runs work on a session, and again after another program has reset the card before it took any. */
  async #inTurn<T>(signal: AbortSignal, work: (session: CardSession) => Promise<T>): Promise<T> {
    if (this.#closed || this.#busy) throw new WardkeyError('internal');
    if (this.#removed) throw this.#removed;
    this.#busy = true;
    try {
      for (let resets = 0; ; resets += 1) {
        signal.throwIfAborted();
        await this.#ending;
        if (this.#session?.lost) this.#session = null;
        this.#session ??= await this.#openSession(signal);
        try {
          return await work(this.#session);
        } catch (error) {
          const again = isReturnCode(error, RETURN_CODE.RESET_CARD) && resets < MAX_RESETS;
          if (!again || this.#taken) throw await this.#giveUp(this.#session, error);
          await this.#afterReset(this.#session, signal);
        }
      }
    } finally {
      this.#busy = false;
    }
  }

  async #once<T>(session: CardSession, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.#taken = false;
    await session.begin(signal);
    try {
      const result = await work();
      // Whoever asked has the answer; what comes next on this card waits for the end.
      this.#ending = session.end();
      return result;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  async #afterReset(session: CardSession, signal: AbortSignal): Promise<void> {
    this.#ctap.forgetSelection();
    try {
      await session.reconnect(signal);
    } catch (error) {
      throw await this.#giveUp(session, error);
    }
  }

  /** What failed as an error for the caller. A session that may be broken is not used again. */
  async #giveUp(session: CardSession, error: unknown): Promise<unknown> {
    this.#ctap.forgetSelection();
    const explained = await session.explain(error);
    if (explained instanceof WardkeyError && explained.code === 'device-removed') {
      this.#removed = explained;
    }
    if (error !== explained || session.lost) {
      this.#session = null;
      await session.close('reset');
    }
    return explained;
  }

  readonly #transmit: TransmitApdu = async (apdu, { timeoutMs, signal }) => {
    if (!this.#session) throw new WardkeyError('internal');
    const response = await this.#session.transmit(apdu, timeoutMs, signal);
    this.#taken = true;
    return response;
  };
}
