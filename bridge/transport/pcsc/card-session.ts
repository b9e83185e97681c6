import { RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { isShortCase4 } from '../apdu.ts';
import { within } from '../deadline.ts';
import { fromPcsc, isReturnCode } from './pcsc-error.ts';
import {
  type Disposition,
  type PcscCard,
  type PcscContext,
  type PcscLibrary,
  STATE,
} from './pcsc-library.ts';
import type { ReadyContext } from './ready-context.ts';

/** pcscd answers at once; one that does not is as good as stopped. */
const SERVICE_MS = 2_000;
/** How long another program may hold the card before we say so. */
const BUSY_MS = 2_000;
const END_MS = 1_000;
/** The same where the card is started anew, which takes some of them a second. */
const RESET_MS = 5_000;
/** How long a call may still take after a cancel, so that card and program part in good order. */
const GRACE_MS = 200;
/** A driver notices a pulled card up to this much later than the failed command. */
const NOTICE_MS = 500;

/**
 * Told when a call did not come back in time, and the card can only be let go when it does.
 * @param ended fulfilled then, never rejected
 * @param code what the reader is until then: `device-busy` or `device-mute`
 */
export type OnLost = (ended: Promise<void>, code: LostCode) => void;
export type LostCode = 'device-busy' | 'device-mute';

/** Whose sessions these are. */
export interface SessionOwner {
  readonly onLost: OnLost;
  /** Where a session gets its context, and leaves it when nothing went wrong. */
  readonly ready: ReadyContext;
}

/**
 * One shared connection to the card in a reader, in a context of its own, since calls on one context
 * wait for one another. A call that does not come back in time makes the session lost: nothing more
 * is sent, and the card is reset and let go as soon as the call does come back.
 */
export class CardSession {
  readonly #reader: string;
  readonly #context: PcscContext;
  readonly #card: PcscCard;
  readonly #owner: SessionOwner;
  #lost = false;
  #closed = false;

  private constructor(reader: string, context: PcscContext, card: PcscCard, owner: SessionOwner) {
    this.#reader = reader;
    this.#owner = owner;
    this.#context = context;
    this.#card = card;
  }

  /**
   * Connects to the card in a reader.
   * @throws WardkeyError `device-busy`, `device-removed`, `device-restricted`, `card-mute`,
   *   `pcsc-service-stopped`, `pcsc-denied`, `pcsc-failed`; the signal's reason
   */
  static async open(
    library: PcscLibrary,
    reader: string,
    signal: AbortSignal,
    owner: SessionOwner,
  ): Promise<CardSession> {
    signal.throwIfAborted();
    const ready = owner.ready.take();
    if (ready !== null) {
      try {
        return await CardSession.#connect(ready, reader, signal, owner);
      } catch (error) {
        // The service was started anew since: it knows nothing of the context.
        if (!isServiceStopped(error)) throw error;
      }
    }
    const establishing = library.establishContext();
    const context = await within(establishing, {
      timeoutMs: SERVICE_MS,
      timeoutError: () => new WardkeyError('pcsc-service-stopped'),
      signal,
    }).catch((error: unknown) => {
      void establishing.then((late) => late.release()).catch(() => undefined);
      throw fromPcsc(error, { reader });
    });
    return CardSession.#connect(context, reader, signal, owner);
  }

  static async #connect(
    context: PcscContext,
    reader: string,
    signal: AbortSignal,
    owner: SessionOwner,
  ): Promise<CardSession> {
    const connecting = context.connect(reader);
    try {
      const card = await within(connecting, {
        timeoutMs: BUSY_MS,
        timeoutError: () => new WardkeyError('device-busy', { facts: { reader } }),
        signal,
      });
      return new CardSession(reader, context, card, owner);
    } catch (error) {
      owner.onLost(letGo(connecting, context, 'leave'), 'device-busy');
      throw fromPcsc(error, { reader });
    }
  }

  /** Whether a call did not come back in time. */
  get lost(): boolean {
    return this.#lost;
  }

  /**
   * Begins a transaction: no other program speaks to the card until it ends.
   * @throws PcscError, WardkeyError `device-busy`; the signal's reason
   */
  begin(signal: AbortSignal): Promise<void> {
    const busy = (): Error => new WardkeyError('device-busy', { facts: { reader: this.#reader } });
    return this.#run('device-busy', this.#card.beginTransaction(), {
      timeoutMs: BUSY_MS,
      timeoutError: busy,
      signal,
    });
  }

  /** Ends the transaction. Never rejects: a card that is gone has none. */
  async end(disposition: Disposition = 'leave'): Promise<void> {
    if (this.#lost || this.#closed) return;
    await this.#run('device-busy', this.#card.endTransaction(disposition), {
      timeoutMs: disposition === 'reset' ? RESET_MS : END_MS,
      timeoutError: mute,
    }).catch(() => undefined);
  }

  /**
   * Sends one command APDU.
   * @throws PcscError, WardkeyError `device-mute`; the signal's reason, a moment after it
   */
  transmit(apdu: Uint8Array, timeoutMs: number, signal: AbortSignal): Promise<Uint8Array> {
    if (apdu.length < 4) return Promise.reject(new WardkeyError('internal'));
    // With T=0 a command that has data takes no Le: the answer is fetched with GET RESPONSE.
    const sent = this.#card.protocol === 'T=0' && isShortCase4(apdu) ? apdu.subarray(0, -1) : apdu;
    return this.#run('device-mute', this.#card.transmit(sent), {
      timeoutMs,
      timeoutError: mute,
      signal,
      graceMs: GRACE_MS,
    });
  }

  /**
   * Speaks to the reader, which may wait for a person.
   * @throws PcscError, WardkeyError `device-mute`; the signal's reason, a moment after it
   */
  control(
    code: number,
    data: Uint8Array,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    return this.#run('device-mute', this.#card.control(code, data), {
      timeoutMs,
      timeoutError: mute,
      signal,
      graceMs: GRACE_MS,
    });
  }

  /** Takes the connection up again after another program has reset the card. */
  reconnect(signal: AbortSignal): Promise<void> {
    return this.#run('device-busy', this.#card.reconnect('leave'), {
      timeoutMs: BUSY_MS,
      timeoutError: mute,
      signal,
    });
  }

  /**
   * The error that a failure of this session means to the rest of Wardkey. A driver may call a
   * pulled card a failed transmission, so that is looked at again first.
   */
  async explain(error: unknown): Promise<unknown> {
    const facts = { reader: this.#reader };
    const vague = isReturnCode(error, RETURN_CODE.NOT_TRANSACTED, RETURN_CODE.COMM_DATA_LOST);
    if (vague && (await this.#cardGoes())) {
      return new WardkeyError('device-removed', { cause: error, facts });
    }
    return fromPcsc(error, facts);
  }

  /** Lets the card go. Never rejects; waits no longer than pcscd takes, and not for a lost call. */
  async close(disposition: Disposition): Promise<void> {
    if (this.#lost || this.#closed) return;
    this.#closed = true;
    const keeper = disposition === 'leave' ? this.#owner.ready : null;
    const ended = letGo(Promise.resolve(this.#card), this.#context, disposition, keeper);
    await within(ended, { timeoutMs: END_MS, timeoutError: mute }).catch(() => undefined);
  }

  async #cardGoes(): Promise<boolean> {
    if (this.#lost) return false;
    const gone = (state: number): boolean => (state & STATE.PRESENT) === 0;
    const look = async (): Promise<boolean> => {
      const known = { reader: this.#reader, state: 0 };
      const [now] = await this.#context.waitForChange([known], 0);
      if (!now || gone(now.state)) return true;
      const [later] = await this.#context.waitForChange([now], NOTICE_MS);
      return !later || gone(later.state);
    };
    return within(look(), { timeoutMs: NOTICE_MS * 2, timeoutError: mute }).catch(() => true);
  }

  async #run<T>(
    code: LostCode,
    work: Promise<T>,
    patience: Parameters<typeof within>[1],
  ): Promise<T> {
    let settled = false;
    const watched = work.finally(() => {
      settled = true;
    });
    try {
      return await within(watched, patience);
    } catch (error) {
      if (!settled && !this.#lost) {
        this.#lost = true;
        this.#owner.onLost(
          this.#letGoAfter(watched, code === 'device-mute' ? 'reset' : 'leave'),
          code,
        );
      }
      throw error;
    }
  }

  async #letGoAfter(work: Promise<unknown>, disposition: Disposition): Promise<void> {
    await work.catch(() => undefined);
    await letGo(Promise.resolve(this.#card), this.#context, disposition);
  }
}

function mute(): Error {
  return new WardkeyError('device-mute');
}

function isServiceStopped(error: unknown): boolean {
  return error instanceof WardkeyError && error.code === 'pcsc-service-stopped';
}

/** Disconnects, and releases the context or leaves it to the next session, whatever of it still works. */
async function letGo(
  connecting: Promise<PcscCard>,
  context: PcscContext,
  disposition: Disposition,
  keeper: ReadyContext | null = null,
): Promise<void> {
  try {
    const card = await connecting;
    await card.disconnect(disposition);
    if (keeper !== null) return await keeper.keep(context);
  } catch {
    // Not connected, or the card or the service is gone: there is nothing to let go of.
  }
  await context.release().catch(() => undefined);
}
