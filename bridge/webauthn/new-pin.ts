import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { LEAST_PIN_LENGTH, MAX_PIN_BYTES, pinProblem } from '../ctap/pin-text.ts';
import type { HeldKey } from './held-key.ts';
import type { NewPinAnswer, NewPinRequest } from './person.ts';
import { readPinTries, whileAgreeing } from './pin-tries.ts';

/** After these the person chooses again; a wrong present PIN has cost a try. */
const AGAIN: readonly ErrorCode[] = ['pin-wrong', 'pin-too-simple'];

/**
 * Has the person choose a PIN in the middle of a ceremony: the first one of a key that has none, or
 * the one that a key wants in place of the present one (CTAP 2.1 §6.5.5.5, §6.5.5.6, §7.4). Whatever is
 * sent was typed for that one try.
 * @returns the PIN that the key has taken, typed a moment ago: the token needs no further entry
 * @throws WardkeyError `pin-replug`, `pin-blocked`, and those of the commands sent
 */
export async function chooseNewPin(key: HeldKey): Promise<string> {
  const isChange = key.info.options.get('clientPin') === true;
  let problem: ErrorCode | undefined;
  for (;;) {
    const triesLeft = isChange ? await readPinTries(key) : undefined;
    const request = requestFor(key, triesLeft, problem);
    const answer = await whileAgreeing(key, key.person.askNewPin(request, key.signal));
    problem = problemOf(answer, request) ?? (await send(key, answer));
    if (problem === undefined) {
      key.person.tell({ type: 'working', device: key.device, pinSet: true });
      await key.renewInfo();
      return answer.newPin;
    }
  }
}

/** @param triesLeft `undefined` where there is no PIN yet, `null` where the key does not tell */
function requestFor(
  { device, info }: HeldKey,
  triesLeft: number | null | undefined,
  problem: ErrorCode | undefined,
): NewPinRequest {
  return {
    device,
    ...(triesLeft === undefined
      ? {}
      : { current: { triesLeft, lastTry: triesLeft === 1, minLength: LEAST_PIN_LENGTH } }),
    minLength: info.minPINLength,
    maxLength: info.maxPINLength,
    maxBytes: MAX_PIN_BYTES,
    ownRules: info.pinComplexityPolicy === true,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Why an answer is not sent to the key. */
function problemOf(
  { newPin, currentPin, lastTryAgreed }: NewPinAnswer,
  { current, minLength, maxLength }: NewPinRequest,
): ErrorCode | undefined {
  if (current?.lastTry && !lastTryAgreed) {
    return 'pin-last-try-unconfirmed';
  }
  const wrongCurrent =
    current && pinProblem(currentPin ?? '', { min: current.minLength, max: maxLength });
  return wrongCurrent ?? pinProblem(newPin, { min: minLength, max: maxLength });
}

/** @returns why the key did not take it, where choosing again may help */
async function send(
  key: HeldKey,
  { newPin, currentPin }: NewPinAnswer,
): Promise<ErrorCode | undefined> {
  key.person.tell({ type: 'working', device: key.device });
  const { clientPin } = key;
  try {
    await (currentPin === undefined
      ? clientPin.setPin(newPin, key.commandOptions())
      : clientPin.changePin(currentPin, newPin, key.commandOptions()));
    return undefined;
  } catch (error) {
    if (error instanceof WardkeyError && AGAIN.includes(error.code)) {
      return error.code;
    }
    throw error;
  }
}
