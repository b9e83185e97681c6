import type { Received } from './message-assembler.ts';
import type { HidMessage } from './packets.ts';
import { HID_COMMAND } from './protocol.ts';

/** More than this nobody sends who means well; what comes on top of it is not kept. */
const MAX_KEPT = 32;

/** Whether a message may be what is waited for. */
export type IsWanted = (message: HidMessage) => boolean;

/**
 * What has come for us and was not looked at yet. Signs of life, which a device may send by the
 * hundred, take one place together: the answer behind them is never crowded out.
 */
export class Inbox {
  readonly #isWanted: IsWanted;
  readonly #kept: Received[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => {};
  /** Runs out where nothing comes; only while {@link nextWhole} waits. */
  #silence: NodeJS.Timeout | null = null;

  /** @param isWanted told for each whole message; ERROR is wanted always */
  constructor(isWanted: IsWanted) {
    this.#isWanted = isWanted;
  }

  /** Whether an ERROR has come, or something that breaks the rules. */
  get holdsRefusal(): boolean {
    return this.#kept.some(
      (received) =>
        received.kind === 'broken' ||
        (received.kind === 'message' && received.message.command === HID_COMMAND.ERROR),
    );
  }

  put(received: Received): void {
    if (received.kind === 'part' && this.#silence !== null) {
      this.#silence.refresh();
      return;
    }
    if (!this.#isSignOfLife(received)) {
      if (this.#kept.length < MAX_KEPT) this.#kept.push(received);
    } else {
      this.#putSignOfLife(received);
    }
    this.#wake();
  }

  /** Nothing more can come: whoever waits gets this error, once all that came before was taken. */
  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  /**
   * Waits for the next.
   * @returns `null` when the time is over or the signal is aborted
   * @throws what {@link fail} was told
   */
  next(timeoutMs: number, signal: AbortSignal): Promise<Received | null> {
    return this.#take(timeoutMs, signal, false);
  }

  /**
   * As {@link next}, but a part that comes meanwhile only begins the time anew: an answer of twenty
   * reports wakes whoever waits for it once.
   */
  nextWhole(silenceMs: number, signal: AbortSignal): Promise<Received | null> {
    return this.#take(silenceMs, signal, true);
  }

  async #take(timeoutMs: number, signal: AbortSignal, isWhole: boolean): Promise<Received | null> {
    if (this.#kept.length === 0 && this.#failure === null) {
      await this.#change(timeoutMs, signal, isWhole);
    }
    const received = this.#kept.shift();
    if (received === undefined && this.#failure !== null) throw this.#failure;
    return received ?? null;
  }

  /** Until something comes, the time is over or the signal is aborted. */
  #change(timeoutMs: number, signal: AbortSignal, isWhole: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        this.#silence = null;
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, timeoutMs);
      if (isWhole) this.#silence = timer;
      signal.addEventListener('abort', end, { once: true });
      this.#wake = end;
    });
  }

  /** Of several the last keepalive counts: it says what the device waits for now. */
  #putSignOfLife(received: Received): void {
    const last = this.#kept.at(-1);
    if (last === undefined || !this.#isSignOfLife(last)) {
      if (this.#kept.length < MAX_KEPT) this.#kept.push(received);
    } else if (isKeepalive(received) || !isKeepalive(last)) {
      this.#kept[this.#kept.length - 1] = received;
    }
  }

  /** Parts, keepalives and what nobody has asked for only say that the device is at work. */
  #isSignOfLife(received: Received): boolean {
    if (received.kind !== 'message') return received.kind === 'part';
    const { message } = received;
    return message.command !== HID_COMMAND.ERROR && !this.#isWanted(message);
  }
}

function isKeepalive(received: Received): boolean {
  return received.kind === 'message' && received.message.command === HID_COMMAND.KEEPALIVE;
}
