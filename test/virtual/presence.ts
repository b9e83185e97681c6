import type { ExchangeOptions } from '../../bridge/transport/transport.ts';
import { CtapFault, STATUS, type Status } from './status.ts';

/**
 * `auto`: touched at once. `wait`: until `touch()` or `refuse()`. `deny`: refused at once. `tap`: power
 * counts as a touch, once and for two minutes, and there is no other (CTAP 2.1 §5, NFC).
 */
export type PresenceMode = 'auto' | 'wait' | 'deny' | 'tap';

/** CTAP 2.1 §11.2.9.1.7: a keepalive at least every 100 ms while the key waits. */
const KEEPALIVE_MS = 100;
const USER_ACTION_TIMEOUT_MS = 30_000;
const TAP_MS = 120_000;

type Outcome = 'touched' | 'held' | 'refused' | 'timeout' | 'cancelled';

/** The person's finger, moved by a test. */
export class UserPresence {
  mode: PresenceMode = 'auto';
  /** How long the key waits for a touch, in milliseconds. */
  timeoutMs = USER_ACTION_TIMEOUT_MS;
  /** What a key says whose tap is used up. */
  tapRefusal: Status = STATUS.operationDenied;
  readonly #now: () => number;
  #poweredUpAt: number;
  #isTapUsed = false;
  readonly #listeners = new Set<() => void>();
  /** A key that is polled for a touch, and whether it got one since. */
  #polled: 'no' | 'waiting' | 'touched' = 'no';
  #settle: ((outcome: Outcome) => void) | undefined;
  /** Whether a mere touch counts for nothing now. */
  #wantsLong = false;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#poweredUpAt = now();
  }

  /** The key has come into the field of a reader. */
  powerUp(): void {
    this.#poweredUpAt = this.#now();
    this.#isTapUsed = false;
  }

  /** Whether the key blinks now. */
  get awaited(): boolean {
    return this.#settle !== undefined || this.#polled === 'waiting';
  }

  /** Calls back each time that the key begins to wait for a touch, until the returned end is called. */
  onAwaited(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Touches the key. Without effect, as on a real key, when it does not wait: then false. */
  touch(): boolean {
    if (this.#polled === 'waiting') {
      this.#polled = 'touched';
      return true;
    }
    return this.#wantsLong ? false : this.#end('touched');
  }

  /** Touches the key for five seconds and more, in no time. False when the key does not wait. */
  hold(): boolean {
    return this.#end('held');
  }

  /** Says no, as with a button for it. False when the key does not wait. */
  refuse(): boolean {
    return this.#end('refused');
  }

  /**
   * Collects one touch.
   * @param length whether a short one will do
   * @throws CtapFault operationDenied, userActionTimeout, keepaliveCancel
   */
  async collect(
    { signal, onKeepalive }: ExchangeOptions,
    length: 'any' | 'long' = 'any',
  ): Promise<void> {
    if (signal.aborted) throw new CtapFault(STATUS.keepaliveCancel);
    if (this.mode === 'auto') return;
    if (this.mode === 'deny') throw new CtapFault(STATUS.operationDenied);
    if (this.mode === 'tap') {
      if (!this.#useTap()) throw new CtapFault(this.tapRefusal);
      return;
    }

    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const cancel = () => resolve('cancelled');
    signal.addEventListener('abort', cancel);
    const timeout = setTimeout(resolve, this.timeoutMs, 'timeout');
    const keepalive = setInterval(onKeepalive, KEEPALIVE_MS, 'touch-needed');
    this.#settle = resolve;
    this.#wantsLong = length === 'long';
    try {
      onKeepalive('touch-needed');
      for (const listener of this.#listeners) listener();
      const outcome = await promise;
      if (outcome === 'refused') throw new CtapFault(STATUS.operationDenied);
      if (outcome === 'timeout') throw new CtapFault(STATUS.userActionTimeout);
      if (outcome === 'cancelled') throw new CtapFault(STATUS.keepaliveCancel);
    } finally {
      this.#settle = undefined;
      this.#wantsLong = false;
      clearTimeout(timeout);
      clearInterval(keepalive);
      signal.removeEventListener('abort', cancel);
    }
  }

  /**
   * Tests for a touch without waiting, as U2F does: the platform asks again and again.
   * @returns whether there was one
   */
  poll({ signal }: ExchangeOptions): boolean {
    if (signal.aborted || this.mode === 'deny') return false;
    if (this.mode === 'tap') return this.#useTap();
    const touched = this.mode === 'auto' || this.#polled === 'touched';
    const begins = !touched && this.#polled === 'no';
    this.#polled = touched ? 'no' : 'waiting';
    if (begins) for (const listener of this.#listeners) listener();
    return touched;
  }

  /** @returns whether there still was one */
  #useTap(): boolean {
    const isThere = !this.#isTapUsed && this.#now() - this.#poweredUpAt < TAP_MS;
    this.#isTapUsed = true;
    return isThere;
  }

  #end(outcome: Outcome): boolean {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
    return settle !== undefined;
  }
}
