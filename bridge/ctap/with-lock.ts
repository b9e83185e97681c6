import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';

/** The longest that a key may be locked, in seconds (CTAP 2.1 §11.2.9.2.2): enough for any array. */
const LOCK_SECONDS = 10;

/** The key answers at once. In milliseconds. */
const UNLOCK_MS = 300;

/**
 * Runs several exchanges that belong together with other programs kept off the key, where way and key
 * know how; without that where they do not.
 * @throws WardkeyError what is run throws; `device-busy` when another program does not let go of the key,
 *   the signal's reason
 */
export async function withLock<T>(
  channel: CtapChannel,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  const locked = await lock(channel, LOCK_SECONDS, signal);
  try {
    return await run();
  } finally {
    // Also once the signal is aborted: the next user would wait for the lock to end of itself.
    if (locked) await lock(channel, 0, AbortSignal.timeout(UNLOCK_MS)).catch(() => false);
  }
}

/**
 * What ends it. A key that does not know LOCK may answer in any other way: some say so, some say anything,
 * some say nothing.
 */
const FATAL: readonly ErrorCode[] = ['device-busy', 'device-removed', 'device-restricted'];

/** @returns whether it was done */
async function lock(channel: CtapChannel, seconds: number, signal: AbortSignal): Promise<boolean> {
  if (channel.lock === undefined) return false;
  try {
    await channel.lock(seconds, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WardkeyError && !FATAL.includes(error.code)) return false;
    throw error;
  }
}
