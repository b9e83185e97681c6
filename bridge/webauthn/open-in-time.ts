import type { OpenKey } from '../ctap/attached-key.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';

/** How long a device may take to heed a cancel, in milliseconds. */
const QUIET_MS = 1_000;

/**
 * Waits for a device to open; one that opens only after the ceremony's end is let go when it does.
 * @throws what the opening throws; the signal's reason, a while after it
 */
export async function openInTime(opening: Promise<OpenKey>, signal: AbortSignal): Promise<OpenKey> {
  const quiet = quietAfter(signal);
  try {
    return await unlessAborted(opening, quiet.signal);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  } finally {
    quiet.end();
  }
}

/** A signal that follows another, until that is ended: one that lives long would keep it for good. */
export interface LateSignal {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * A signal that follows another as late as a device may take to heed it.
 * @param isQuiet asked at that moment: it then follows at once
 */
export function quietAfter(signal: AbortSignal, isQuiet = () => false): LateSignal {
  const late = new AbortController();
  const follow = () => {
    if (isQuiet()) {
      late.abort(signal.reason);
    } else {
      setTimeout(() => late.abort(signal.reason), QUIET_MS).unref();
    }
  };
  if (signal.aborted) {
    follow();
  }
  signal.addEventListener('abort', follow, { once: true });
  return { signal: late.signal, end: () => signal.removeEventListener('abort', follow) };
}
