import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { within } from '../deadline.ts';
import type { HidHandle } from './hid-library.ts';

/** Closing takes about 50 ms, but waits for a write that hangs; nobody has to. */
const CLOSE_MS = 300;

/** Lets a device go, and waits for that no longer than it is worth. Never rejects. */
export async function closeInTime(handle: HidHandle): Promise<void> {
  await within(handle.close(), {
    timeoutMs: CLOSE_MS,
    timeoutError: () => new WardkeyError('device-mute'),
  }).catch(() => undefined);
}
