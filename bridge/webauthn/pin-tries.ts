import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { PinRetries } from '../ctap/pin-conversation.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { HeldKey } from './held-key.ts';

/** What a key says to the question, and would say to the PIN as well. */
const NO_PIN_NOW: readonly (number | undefined)[] = [STATUS.PIN_BLOCKED, STATUS.PIN_AUTH_BLOCKED];

/**
 * How many wrong PINs the key would still take.
 * @returns `null` where the key does not tell: it counts anyway, and takes the right PIN
 * @throws WardkeyError `pin-blocked`, `pin-replug` where no PIN would be taken now; when the device
 *   fails or the ceremony ends meanwhile
 */
export async function readPinTries(key: HeldKey): Promise<number | null> {
  const told = await askPinTries(key);
  if (told === undefined) {
    return null;
  }
  const { pinRetries, powerCycleState } = told;
  if (pinRetries === 0) {
    throw new WardkeyError('pin-blocked');
  }
  if (powerCycleState === true) {
    throw new WardkeyError('pin-replug');
  }
  return pinRetries;
}

async function askPinTries(key: HeldKey): Promise<PinRetries | undefined> {
  try {
    return await key.clientPin.getPinRetries(key.commandOptions());
  } catch (error) {
    const status = statusOf(error);
    const isMissing = error instanceof WardkeyError && error.code === 'device-garbled';
    if (isMissing || (status !== undefined && !NO_PIN_NOW.includes(status))) {
      return undefined;
    }
    throw error;
  }
}

/** Waits for what the person types, and agrees on a secret with the key meanwhile. */
export async function whileAgreeing<T>(key: HeldKey, typed: Promise<T>): Promise<T> {
  // A failure here shows again when the PIN is sent, where it is dealt with.
  const agreement = key.clientPin.getKeyAgreement(key.commandOptions()).catch(() => {});
  try {
    return await unlessAborted(typed, key.signal);
  } finally {
    await agreement;
  }
}
