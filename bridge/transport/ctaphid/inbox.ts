import { pause } from '../deadline.ts';
import type { Received } from './message-assembler.ts';
import { HID_COMMAND } from './protocol.ts';

/** More than this nobody sends who means well; what comes on top of it is not kept. */
const MAX_KEPT = 32;

/** What has come for us and was not looked at yet. */
export class Inbox {
  readonly #kept: Received[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => {};

  /** Whether an ERROR has come, or something that breaks the rules. */
  get holdsRefusal(): boolean {
    return this.#kept.some(
      (received) =>
        received.kind === 'broken' ||
        (received.kind === 'message' && received.message.command === HID_COMMAND.ERROR),
    );
  }

  put(received: Received): void {
    const last = this.#kept.at(-1);
    // Parts only say that the device is at work: one says as much as several.
    const saysNothing = received.kind === 'part' && last?.kind === 'part';
    if (!saysNothing && this.#kept.length < MAX_KEPT) this.#kept.push(received);
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
  async next(timeoutMs: number, signal: AbortSignal): Promise<Received | null> {
    if (this.#kept.length === 0 && this.#failure === null) {
      const come = new AbortController();
      this.#wake = () => come.abort();
      await pause(timeoutMs, AbortSignal.any([signal, come.signal]));
    }
    const received = this.#kept.shift();
    if (received === undefined && this.#failure !== null) throw this.#failure;
    return received ?? null;
  }
}
