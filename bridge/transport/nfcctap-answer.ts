import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { ApduResponse } from './apdu.ts';
import { garbled, statusWordFact } from './iso-exchange.ts';
import { statusWordCode } from './status-word-code.ts';
import { mayBeUnselected, SW } from './status-words.ts';

/**
 * The CTAP answer in a response APDU.
 * @param isFido whether the card is known to be a FIDO authenticator
 * @returns status byte and CBOR
 * @throws WardkeyError `device-not-fido`, `device-garbled`, those of status words
 */
export function answerOf({ data, statusWord }: ApduResponse, isFido: boolean): Uint8Array {
  if (statusWord === SW.OK && data.length > 0) return data;
  if (!isFido && mayBeUnselected(statusWord)) throw notFido(statusWord);
  // Some cards put the CTAP status into the status word, as 00xx or 6Fxx, with no data.
  const status = statusWord & 0xff;
  const inStatusWord = [0x00, 0x6f].includes(statusWord >> 8) && status !== 0;
  if (inStatusWord && data.length === 0) return Uint8Array.of(status);
  throw isFido ? refused(statusWord) : garbled(statusWord);
}

/** A card in which there is no FIDO applet. */
export function notFido(statusWord: number): WardkeyError {
  return new WardkeyError('device-not-fido', { facts: statusWordFact(statusWord) });
}

/** A card known to be a FIDO authenticator has refused a command by its status word alone. */
function refused(statusWord: number): WardkeyError {
  const code = statusWordCode(statusWord);
  const facts = statusWordFact(statusWord);
  return code === undefined ? garbled(statusWord) : new WardkeyError(code, { facts });
}

/** Nobody knows what became of a message that is sent once, or of the state that it was made for. */
export function unsettled(statusWord?: number): WardkeyError {
  const said = statusWord === undefined ? {} : statusWordFact(statusWord);
  return new WardkeyError('device-busy', { facts: { unsettled: true, ...said } });
}
