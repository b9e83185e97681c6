import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { abortable } from './abortable.ts';
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
  const { id } = await chooseDevice(keys, person, signal);
  const open = await openInTime(keys.open(id, signal), signal);
  const key = new HeldKey(open, person, signal);
  try {
    return await abortable(ceremony(key), key.signal, QUIET_MS);
  } catch (error) {
    // A cancelled key may end in errors of its own, which are not what happened.
    key.signal.throwIfAborted();
    throw error;
  } finally {
    await abortable(open.close(), AbortSignal.timeout(CLOSE_MS)).catch(() => {});
  }
}

/** A device that opens only after the ceremony's end is let go when it does. */
async function openInTime(opening: Promise<OpenKey>, signal: AbortSignal): Promise<OpenKey> {
  try {
    return await abortable(opening, signal, QUIET_MS);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  }
}
