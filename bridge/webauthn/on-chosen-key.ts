import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import { chooseDevice } from './device-choice.ts';
import { HeldKey } from './held-key.ts';
import type { Person } from './person.ts';

/** How long a device may take to heed a cancel, in milliseconds. */
const QUIET_MS = 1_000;

/** How long letting a device go may take, in milliseconds. */
const CLOSE_MS = 500;

/**
 * Runs a ceremony on the key that is chosen for it, and lets that go again: also a key that does not
 * answer, after a short wait.
 * @throws WardkeyError the signal's reason once it is aborted, `device-removed` once the key is gone,
 *   otherwise those of the choice and of the ceremony
 */
export async function onChosenKey<T>(
  keys: Pick<AttachedKeys, 'list' | 'onChange' | 'open'>,
  person: Person,
  signal: AbortSignal,
  ceremony: (key: HeldKey) => Promise<T>,
): Promise<T> {
  const device = await chooseDevice(keys, person, signal);
  // A card may be held by another program, or block in a command without a word: the person then sees
  // at least which one it is about.
  person.tell({ type: 'working', device });
  const open = await openInTime(keys.open(device.id, signal), signal);
  const key = new HeldKey(open, person, signal);
  try {
    // A device that is cancelled may take a while to be quiet; one that is gone is.
    const end = AbortSignal.any([later(signal, QUIET_MS), open.removed]);
    return await unlessAborted(ceremony(key), end);
  } catch (error) {
    // A cancelled key may end in errors of its own, which are not what happened.
    key.signal.throwIfAborted();
    throw error;
  } finally {
    await unlessAborted(open.close(), AbortSignal.timeout(CLOSE_MS)).catch(() => {});
  }
}

/** A device that opens only after the ceremony's end is let go when it does. */
async function openInTime(opening: Promise<OpenKey>, signal: AbortSignal): Promise<OpenKey> {
  try {
    return await unlessAborted(opening, later(signal, QUIET_MS));
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  }
}

/** A signal that follows another after a while. */
function later(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const follow = () => setTimeout(() => late.abort(signal.reason), ms).unref();
  if (signal.aborted) {
    follow();
  }
  signal.addEventListener('abort', follow, { once: true });
  return late.signal;
}
