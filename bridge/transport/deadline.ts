/** How long something may take, and who may end the wait earlier. */
export interface Patience {
  readonly timeoutMs: number;
  /** What the wait rejects with when the time is over. */
  readonly timeoutError: () => Error;
  readonly signal?: AbortSignal;
  /** How long after the signal the work may still end by itself, in milliseconds; 0 if left out. */
  readonly graceMs?: number;
}

/**
 * Waits for work that cannot be stopped, but no longer than told. The work goes on; that it may
 * fail later is not reported anywhere.
 * @throws what the work, the time-out or the signal brings first
 */
export function within<T>(work: Promise<T>, patience: Patience): Promise<T> {
  const { timeoutMs, timeoutError, signal, graceMs = 0 } = patience;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(timeoutError())), timeoutMs);
    let grace: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      grace = setTimeout(() => finish(() => reject(signal?.reason)), graceMs);
    };
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    );
  });
}

/** Waits; ends early, without an error, when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
