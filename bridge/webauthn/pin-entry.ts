import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { TokenScope } from '../ctap/client-pin.ts';
import { isUnsettled } from '../ctap/pin-conversation.ts';
import { MAX_PIN_BYTES, pinProblem } from '../ctap/pin-text.ts';
import { PERMISSION, type PinUvAuthToken } from '../ctap/pin-uv-auth-token.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import type { HeldKey } from './held-key.ts';
import { chooseNewPin } from './new-pin.ts';
import type { PinAnswer } from './person.ts';
import { readPinTries, whileAgreeing } from './pin-tries.ts';
import { lacksFirstPin, mustChangePin } from './user-verification-need.ts';

/**
 * Asks the person for the PIN until the key takes one (CTAP 2.1 §6.5.5.7). Every PIN that is sent was
 * typed for that one try; the last try before the key locks for good is spent only when the person
 * has agreed to it. Where the key wants a new PIN first, the person chooses it, and is not asked again.
 *
 * A first PIN is offered anywhere but at a sign-in: whoever found the key could choose one there, and
 * would be taken for the person whose credential it holds.
 * @param problem why it comes to the PIN at all, where the person should know
 * @throws WardkeyError `pin-not-set`, `pin-replug`, `pin-blocked`, and those of the commands sent
 */
export async function enterPin(
  key: HeldKey,
  scope: TokenScope,
  problem?: ErrorCode,
): Promise<PinUvAuthToken> {
  if (mustChangePin(key.info) || lacksFirstPin(key.info)) {
    // Another program may have set or changed it by now, and a person is not asked for nothing.
    await key.renewInfo();
  }
  if (mustChangePin(key.info) || (lacksFirstPin(key.info) && !isForSignIn(scope))) {
    return tokenForNewPin(key, scope);
  }
  if (key.info.options.get('clientPin') !== true) {
    throw new WardkeyError('pin-not-set');
  }
  return askUntilTaken(key, scope, problem);
}

/** A registration may look its excluded credentials up, and so wants both. */
function isForSignIn({ permissions }: TokenScope): boolean {
  return (permissions & PERMISSION.ga) !== 0 && (permissions & PERMISSION.mc) === 0;
}

async function tokenForNewPin(key: HeldKey, scope: TokenScope): Promise<PinUvAuthToken> {
  const pin = await chooseNewPin(key);
  return key.clientPin.getTokenUsingPin(pin, scope, key.commandOptions());
}

async function askUntilTaken(
  key: HeldKey,
  scope: TokenScope,
  reason: ErrorCode | undefined,
): Promise<PinUvAuthToken> {
  let isRenewed = false;
  let triesLeft = await readPinTries(key);
  let problem = reason;
  for (;;) {
    const answer = await askPin(key, triesLeft, problem);
    problem = problemOf(answer, key, triesLeft);
    if (problem !== undefined) {
      continue;
    }
    key.person.tell({ type: 'working', device: key.device });
    try {
      return await key.clientPin.getTokenUsingPin(answer.pin, scope, key.commandOptions());
    } catch (error) {
      if (!(error instanceof WardkeyError)) {
        throw error;
      }
      // Keys exist that say this to a wrong PIN: the tries tell whether it is one.
      const isVague = statusOf(error) === STATUS.PIN_AUTH_INVALID;
      if (error.code !== 'pin-wrong' && !isUnsettled(error) && !isVague) {
        throw error;
      }
      const before = triesLeft;
      if (error.code === 'pin-wrong' && !isRenewed) {
        // A key that another program has told to want a new PIN calls the right one wrong (CTAP 2.1 §7.4).
        await key.renewInfo();
        isRenewed = true;
      }
      if (mustChangePin(key.info)) {
        return tokenForNewPin(key, scope);
      }
      triesLeft = await readPinTries(key);
      if (isVague && !isCounted(before, triesLeft)) {
        throw error;
      }
      // Whatever the way to the key made of its answer, the key has counted the PIN as wrong.
      problem = isCounted(before, triesLeft) ? 'pin-wrong' : error.code;
    }
  }
}

/** Whether the key has counted the PIN that was sent in between as a wrong one. */
function isCounted(before: number | null, after: number | null): boolean {
  return before !== null && after !== null && after < before;
}

function askPin(
  key: HeldKey,
  triesLeft: number | null,
  problem: ErrorCode | undefined,
): Promise<PinAnswer> {
  const request = {
    device: key.device,
    triesLeft,
    lastTry: triesLeft === 1,
    minLength: key.info.minPINLength,
    maxBytes: MAX_PIN_BYTES,
    ...(problem === undefined ? {} : { problem }),
  };
  return whileAgreeing(key, key.person.askPin(request, key.signal));
}

/** Why an answer is not sent to the key. */
function problemOf(
  { pin, lastTryAgreed }: PinAnswer,
  { info }: HeldKey,
  triesLeft: number | null,
): ErrorCode | undefined {
  if (triesLeft === 1 && !lastTryAgreed) {
    return 'pin-last-try-unconfirmed';
  }
  return pinProblem(pin, { min: info.minPINLength, max: info.maxPINLength });
}
