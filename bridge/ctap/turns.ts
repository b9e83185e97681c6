import { unlessAborted } from './unless-aborted.ts';

/** Lets one user at a time have a device, in the order of asking. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Turns that were asked for and have not ended. */
  #open = 0;

  /** Whether nobody has it, or waits for it. */
  get isFree(): boolean {
    return this.#open === 0;
  }

  /** Resolves once all turns that were asked for so far have ended. */
  get ended(): Promise<void> {
    return this.#last;
  }

  /**
   * Waits for the turn.
   * @returns ends the turn; a second call does nothing
   * @throws the signal's reason when it is aborted first; the turn is then passed on
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const { isFree } = this;
    const previous = this.#last;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#last = previous.then(() => ended);
    this.#open += 1;
    void ended.then(() => {
      this.#open -= 1;
    });
    if (isFree) return end;
    try {
      await unlessAborted(previous, signal);
      return end;
    } catch (error) {
      end();
      throw error;
    }
  }
}
