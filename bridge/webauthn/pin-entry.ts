import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { ClientPin, TokenScope } from '../ctap/client-pin.ts';
import { MAX_PIN_BYTES, paddedPin } from '../ctap/pin-text.ts';
import type { PinUvAuthToken } from '../ctap/pin-uv-auth-token.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { HeldKey } from './held-key.ts';
import type { PinAnswer } from './person.ts';

/**
 * Asks the person for the PIN until the key takes one (CTAP 2.1 §6.5.5.7). Every PIN that is sent was
 * typed for that one try; the last try before the key locks for good is spent only when the person
 * has agreed to it.
 * @throws WardkeyError `pin-not-set`, `pin-change-required`, `pin-replug`, `pin-blocked`, and those
 *   of the commands sent
 */
export async function enterPin(
  key: HeldKey,
  clientPin: ClientPin,
  scope: TokenScope,
): Promise<PinUvAuthToken> {
  if (key.info.options.get('clientPin') !== true) {
    throw new WardkeyError('pin-not-set');
  }
  // While a change is due, a key calls the right PIN wrong (CTAP 2.1 §7.4).
  if (key.info.forcePINChange) {
    throw new WardkeyError('pin-change-required');
  }
  let triesLeft = await readTries(key, clientPin);
  let problem: ErrorCode | undefined;
  for (;;) {
    const answer = await askPin(key, clientPin, triesLeft, problem);
    problem = problemOf(answer, key, triesLeft);
    if (problem !== undefined) {
      continue;
    }
    key.person.tell({ type: 'working', device: key.device });
    try {
      return await clientPin.getTokenUsingPin(answer.pin, scope, key.commandOptions());
    } catch (error) {
      if (!(error instanceof WardkeyError) || error.code !== 'pin-wrong') {
        throw error;
      }
      problem = error.code;
      triesLeft = await readTries(key, clientPin);
    }
  }
}

/** @throws WardkeyError `pin-blocked`, `pin-replug` where no PIN would be taken now */
async function readTries(key: HeldKey, clientPin: ClientPin): Promise<number> {
  const { pinRetries, powerCycleState } = await clientPin.getPinRetries(key.commandOptions());
  if (pinRetries === 0) {
    throw new WardkeyError('pin-blocked');
  }
  if (powerCycleState === true) {
    throw new WardkeyError('pin-replug');
  }
  return pinRetries;
}

/** Asks, and agrees on a secret with the key while the person types. */
async function askPin(
  key: HeldKey,
  clientPin: ClientPin,
  triesLeft: number,
  problem: ErrorCode | undefined,
): Promise<PinAnswer> {
  // A failure here shows again when the PIN is sent, where it is dealt with.
  const agreement = clientPin.getKeyAgreement(key.commandOptions()).catch(() => {});
  try {
    const request = {
      device: key.device,
      triesLeft,
      lastTry: triesLeft === 1,
      minLength: key.info.minPINLength,
      maxBytes: MAX_PIN_BYTES,
      ...(problem === undefined ? {} : { problem }),
    };
    return await unlessAborted(key.person.askPin(request, key.signal), key.signal);
  } finally {
    await agreement;
  }
}

/** Why an answer is not sent to the key. */
function problemOf(
  { pin, lastTryAgreed }: PinAnswer,
  { info }: HeldKey,
  triesLeft: number,
): ErrorCode | undefined {
  if (triesLeft === 1 && !lastTryAgreed) {
    return 'pin-last-try-unconfirmed';
  }
  try {
    paddedPin(pin, { min: info.minPINLength, max: info.maxPINLength }).fill(0);
    return undefined;
  } catch (error) {
    if (error instanceof WardkeyError) {
      return error.code;
    }
    throw error;
  }
}
