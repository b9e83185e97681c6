import type { OpenKey } from '../ctap/attached-key.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import { HeldKey } from './held-key.ts';
import { quietAfter } from './open-in-time.ts';
import type { Person } from './person.ts';

/** How long letting a device go may take, in milliseconds. */
const CLOSE_MS = 500;

/**
 * Runs a ceremony on an open key, and lets that go: also one that does not answer, after a short wait.
 * A good answer does not wait for it: the next user of the key does, by the key's own turns.
 * @throws WardkeyError the signal's reason once it is aborted, `device-removed` once the key is gone,
 *   otherwise those of the ceremony
 */
export async function onOpenKey<T>(
  open: OpenKey,
  person: Person,
  signal: AbortSignal,
  run: (key: HeldKey) => Promise<T>,
): Promise<T> {
  const result = await onKeptKey(open, person, signal, run);
  void letGo(open);
  return result;
}

/** The same, but a key that did what was asked stays open, for whoever called to let go. */
export async function onKeptKey<T>(
  open: OpenKey,
  person: Person,
  signal: AbortSignal,
  run: (key: HeldKey) => Promise<T>,
): Promise<T> {
  const key = new HeldKey(open, person, signal);
  const quiet = quietAfter(signal);
  const gone = quietAfter(open.removed, () => !key.hasAnswered);
  try {
    // A device that is cancelled may take a while to be quiet; one that is gone is. But a ceremony that
    // has its answer goes on without the device.
    const end = AbortSignal.any([quiet.signal, gone.signal]);
    return await unlessAborted(run(key), end);
  } catch (error) {
    await letGo(open);
    // A cancelled key may end in errors of its own, which are not what happened.
    key.signal.throwIfAborted();
    throw error;
  } finally {
    quiet.end();
    gone.end();
  }
}

/** Lets a key go, and waits for that no longer than it is worth. Never rejects. */
export async function letGo(open: OpenKey): Promise<void> {
  const { promise: isSlow, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, CLOSE_MS);
  await Promise.race([open.close(), isSlow]).catch(() => {});
  clearTimeout(timer);
}
