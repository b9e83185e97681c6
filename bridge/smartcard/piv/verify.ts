import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardOperation } from '../card-operation.ts';
import { type EntryOutcome, entryOutcome, SW, triesIn } from '../status-words.ts';
import { PADDING, PIN_LENGTH } from './pin-bytes.ts';
import type { PinReference } from './pin-reference.ts';

export const INS_VERIFY = 0x20;
const HEAD = { cla: 0x00, ins: INS_VERIFY, p1: 0x00, hasAnswer: false } as const;

/**
 * VERIFY without a PIN (SP 800-73-4 part 2 §3.2.1): asks how many tries are left and spends none.
 * Only for a card that is known to be PIV: others count it as a wrong PIN.
 * @returns `full` while the PIN is verified, `null` when the card does not tell
 */
export function pinTries(reference: PinReference): CardOperation<number | 'full' | null> {
  return {
    name: 'VERIFY',
    apdu: { ...HEAD, p2: reference, data: new Uint8Array() },
    parse: ({ statusWord }) => (statusWord === SW.OK ? 'full' : triesIn(statusWord)),
  };
}

/**
 * VERIFY.
 * @param pin 8 bytes
 * @throws WardkeyError `pin-too-short` when the card says that a short one can be none, which costs no
 *   try (SP 800-73-4 part 2 §3.2.1); `card-refused`, and others of the table of status words
 */
export function verifyPin(reference: PinReference, pin: Uint8Array): CardOperation<EntryOutcome> {
  return {
    name: 'VERIFY',
    apdu: { ...HEAD, p2: reference, data: pin, once: true },
    parse: ({ statusWord }) => {
      const { min: minLength } = PIN_LENGTH;
      if (statusWord === SW.WRONG_DATA && pin[minLength - 1] === PADDING) {
        throw new WardkeyError('pin-too-short', { facts: { minLength } });
      }
      return entryOutcome(statusWord);
    },
  };
}

/** VERIFY with P1 = FF: the PIN is not verified any more, where the card knows that (part 2 §3.2.1). */
export function unverifyPin(reference: PinReference): CardOperation<boolean> {
  return {
    name: 'VERIFY',
    apdu: { ...HEAD, p1: 0xff, p2: reference, data: new Uint8Array() },
    parse: ({ statusWord }) => statusWord === SW.OK,
  };
}
