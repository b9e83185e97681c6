import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardOperation } from '../card-operation.ts';
import { type EntryOutcome, entryOutcome, SW } from '../status-words.ts';
import { PADDING, PIN_LENGTH } from './pin-bytes.ts';
import { PIN_REFERENCE, type PinReference } from './pin-reference.ts';

export const INS_CHANGE = 0x24;
export const INS_RESET_COUNTER = 0x2c;
const HEAD = { cla: 0x00, p1: 0x00, hasAnswer: false, once: true } as const;

/**
 * CHANGE REFERENCE DATA (SP 800-73-4 part 2 §3.2.2): a new PIN for the old one.
 * @param both the old PIN and the new one, 8 bytes each
 * @throws WardkeyError `pin-too-simple` for a new PIN that the card does not take, `card-pins-refused` where
 *   that may be the old one as well, since it is shorter than PINs are, `card-refused`
 */
export function changePin(reference: PinReference, both: Uint8Array): CardOperation<EntryOutcome> {
  // Looked at now: what is given to the card is wiped after it.
  const isOldShort = both[PIN_LENGTH.min - 1] === PADDING;
  const isNewPlain = both
    .subarray(PIN_LENGTH.max)
    .every((byte) => isDigit(byte) || byte === PADDING);
  return {
    name: 'CHANGE REFERENCE DATA',
    apdu: { ...HEAD, ins: INS_CHANGE, p2: reference, data: both },
    parse: ({ statusWord }) => {
      // The card does not say which of the two it does not like; a PIN of PIV has digits alone.
      if (isOldShort && isNewPlain && statusWord === SW.WRONG_DATA) {
        throw new WardkeyError('card-pins-refused');
      }
      return newPinOutcome(statusWord);
    },
  };
}

/**
 * RESET RETRY COUNTER (SP 800-73-4 part 2 §3.2.3): a new PIN for the PUK, which is for the PIN of
 * the PIV application alone, also where the card asks for its global PIN first.
 * @param both the PUK and the new PIN, 8 bytes each
 * @throws WardkeyError as {@link changePin}
 */
export function unblockPin(both: Uint8Array): CardOperation<EntryOutcome> {
  return {
    name: 'RESET RETRY COUNTER',
    apdu: { ...HEAD, ins: INS_RESET_COUNTER, p2: PIN_REFERENCE.application, data: both },
    parse: ({ statusWord }) => newPinOutcome(statusWord),
  };
}

/** The card looks at the new PIN too, and says what it says of any data that it does not like. */
function newPinOutcome(statusWord: number): EntryOutcome {
  if (statusWord === SW.WRONG_DATA) throw new WardkeyError('pin-too-simple');
  return entryOutcome(statusWord);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
