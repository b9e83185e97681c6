import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { HeldKey } from './held-key.ts';

/**
 * How many wrong PINs the key would still take.
 * @throws WardkeyError `pin-blocked`, `pin-replug` where no PIN would be taken now
 */
export async function readPinTries(key: HeldKey): Promise<number> {
  const { pinRetries, powerCycleState } = await key.clientPin.getPinRetries(key.commandOptions());
  if (pinRetries === 0) {
    throw new WardkeyError('pin-blocked');
  }
  if (powerCycleState === true) {
    throw new WardkeyError('pin-replug');
  }
  return pinRetries;
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
