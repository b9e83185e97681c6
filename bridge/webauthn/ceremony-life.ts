import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { CEREMONY_TIMEOUT_MS } from '../../shared/rpc/limits.ts';

/** How long a ceremony may take, in milliseconds. */
interface Bounds {
  readonly min: number;
  readonly standard: number;
  readonly max: number;
}

/**
 * Runs a ceremony until it ends, its time is over or it is cancelled. The signal that it runs
 * under is aborted with a WardkeyError in the two latter cases: `ceremony-timeout`, or the reason
 * of the caller's own signal (`ceremony-cancelled` where that is no WardkeyError).
 * @param timeout milliseconds that the page asked for, held within bounds
 */
export async function withinLife<T>(
  timeout: number | undefined,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
  bounds: Bounds = CEREMONY_TIMEOUT_MS,
): Promise<T> {
  const life = new AbortController();
  const cancel = () =>
    life.abort(
      signal.reason instanceof WardkeyError
        ? signal.reason
        : new WardkeyError('ceremony-cancelled', { cause: signal.reason }),
    );
  if (signal.aborted) {
    cancel();
  }
  signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(
    () => life.abort(new WardkeyError('ceremony-timeout')),
    clampTimeout(timeout, bounds),
  );
  try {
    life.signal.throwIfAborted();
    return await run(life.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** WebAuthn Level 3 §5.1.3 step 4: a time outside of reasonable bounds is corrected to the nearest. */
function clampTimeout(timeout: number | undefined, { min, standard, max }: Bounds): number {
  return timeout === undefined || Number.isNaN(timeout)
    ? standard
    : Math.min(Math.max(timeout, min), max);
}
