/**
 * Waits for a promise no longer than a signal lets it. What the promise does after that is nobody's
 * concern any more.
 * @param graceMs how long the promise may still take to end by itself after the abort
 * @throws the signal's reason once it is aborted and the grace is over
 */
export async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  graceMs = 0,
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const abort = () => {
    timer = setTimeout(() => reject(signal.reason), graceMs);
  };
  if (signal.aborted) {
    abort();
  }
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
