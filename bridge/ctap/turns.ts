/** Lets one user at a time have a device, in the order of asking. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

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
    const previous = this.#last;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#last = previous.then(() => ended);
    try {
      await unlessAborted(previous, signal);
      return end;
    } catch (error) {
      end();
      throw error;
    }
  }
}

/**
 * Waits for a promise no longer than the signal allows.
 * @throws the signal's reason once it is aborted; what the promise does then is nobody's concern
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
