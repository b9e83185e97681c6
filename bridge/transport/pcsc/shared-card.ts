import { RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { TransmitApdu } from '../iso-exchange.ts';
import type { CardSession } from './card-session.ts';
import { isReturnCode } from './pcsc-error.ts';
import type { Disposition } from './pcsc-library.ts';

/** How often in a row another program may reset the card under us before we give up. */
const MAX_RESETS = 3;
/** For the farewell to a key at an NFC reader, which nobody waits for. */
const FAREWELL_MS = 100;

/** What is done over when another program has reset the card. */
export type Repeat = 'untaken' | 'always';

/**
 * The card in a PC/SC reader, which other programs use too: work is done in transactions, and
 * between two of them others may select their own applets or reset the card.
 */
export class SharedCard {
  readonly #openSession: (signal: AbortSignal) => Promise<CardSession>;
  readonly #onDoubt: () => void;
  #session: CardSession | null = null;
  /** Settles when the last transaction has ended. Never rejects. */
  #ending: Promise<void> = Promise.resolve();
  /** Whether the card has taken a part of what is on its way. */
  #taken = false;
  /** Whether something was given to the card that may be given once only, such as a PIN. */
  #final = false;
  /** What becomes of the card at the end of the transaction. */
  #atEnd: Disposition = 'leave';
  /** Set for good, so that the next card in the same reader is not taken for this one. */
  #removed: WardkeyError | null = null;
  #busy = false;
  #closed = false;

  /**
   * @param openSession connects to the same card, at first and after a session was lost
   * @param onDoubt called when nobody knows any more what is selected on the card
   */
  constructor(
    openSession: (signal: AbortSignal) => Promise<CardSession>,
    onDoubt: () => void = () => {},
  ) {
    this.#openSession = openSession;
    this.#onDoubt = onDoubt;
  }

  /** Connects. @throws WardkeyError those of {@link inTransaction} */
  open(signal: AbortSignal): Promise<void> {
    return this.#inTurn(signal, 'untaken', async () => {});
  }

  /**
   * Runs work that no other program comes between. It is run again when another program has reset
   * the card: `untaken`, only as long as the card has taken nothing of it; `always`, whatever it was.
   * @throws WardkeyError `device-removed`, `device-mute`, `device-busy`, `device-restricted`,
   *   `card-mute`, `pcsc-service-stopped`, `pcsc-denied`, `pcsc-failed`; what the work throws
   */
  inTransaction<T>(signal: AbortSignal, repeat: Repeat, work: () => Promise<T>): Promise<T> {
    return this.#inTurn(signal, repeat, (session) => this.#once(session, signal, work));
  }

  /** Sends one command APDU, inside of a transaction. */
  readonly transmit: TransmitApdu = async (apdu, { timeoutMs, signal }) => {
    if (!this.#session) throw new WardkeyError('internal');
    const response = await this.#session.transmit(apdu, timeoutMs, signal);
    this.#taken = true;
    return response;
  };

  /** Speaks to the reader, inside of a transaction. */
  async control(
    code: number,
    data: Uint8Array,
    { timeoutMs, signal }: Parameters<TransmitApdu>[1],
  ): Promise<Uint8Array> {
    if (!this.#session) throw new WardkeyError('internal');
    return this.#session.control(code, data, timeoutMs, signal);
  }

  /**
   * Nothing of this transaction is done over from here on, and the card is reset at its end: a PIN
   * costs a try each time it is given, and whoever comes next must not find it verified.
   */
  giveOnce(): void {
    this.#final = true;
    this.#atEnd = 'reset';
  }

  /** Nothing that was given is in force any more: the card needs no reset at the end. */
  keepPower(): void {
    this.#atEnd = 'leave';
  }

  /** What the card has taken so far was only to prepare it. */
  startAfresh(): void {
    this.#taken = false;
  }

  /**
   * Lets the card go. Never rejects; a second call does nothing.
   * @param farewell what is still told to the card, where there is time for it
   */
  async close(farewell?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#ending;
    const session = this.#session;
    if (!session) return;
    if (farewell !== undefined && !this.#busy) {
      const signal = AbortSignal.timeout(FAREWELL_MS);
      await this.#once(session, signal, () => farewell(signal)).catch(() => undefined);
      await this.#ending;
    }
    this.#session = null;
    await session.close('leave');
  }

  /** Runs work on a session, and again after another program has reset the card. */
  async #inTurn<T>(
    signal: AbortSignal,
    repeat: Repeat,
    work: (session: CardSession) => Promise<T>,
  ): Promise<T> {
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
          const isLost = this.#final || (this.#taken && repeat === 'untaken');
          if (!again || isLost) throw await this.#giveUp(this.#session, error);
          await this.#afterReset(this.#session, signal);
        }
      }
    } finally {
      this.#busy = false;
    }
  }

  async #once<T>(session: CardSession, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.#taken = false;
    this.#final = false;
    this.#atEnd = 'leave';
    await session.begin(signal);
    try {
      const result = await work();
      // Whoever asked has the answer; what comes next on this card waits for the end.
      this.#ending = session.end(this.#atEnd);
      return result;
    } catch (error) {
      await session.end(this.#atEnd);
      throw error;
    }
  }

  async #afterReset(session: CardSession, signal: AbortSignal): Promise<void> {
    this.#onDoubt();
    try {
      await session.reconnect(signal);
    } catch (error) {
      throw await this.#giveUp(session, error);
    }
  }

  /** What failed as an error for the caller. A session that may be broken is not used again. */
  async #giveUp(session: CardSession, error: unknown): Promise<unknown> {
    this.#onDoubt();
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
}
