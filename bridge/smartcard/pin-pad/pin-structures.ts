import { PIN_LENGTH } from '../piv/pin-bytes.ts';

/** How long the pad waits for the first key, and then for each next one, in seconds. */
const FIRST_KEY_S = 30;
const NEXT_KEY_S = 15;
/** Units are bytes, the PIN begins at the first one of the data, left justified, as ASCII. */
const ASCII_LEFT = 0x82;
/** A PIN block of eight bytes, and no length in it. */
const BLOCK_OF_8 = 0x08;
const NO_LENGTH = 0x00;
/** An entry ends with the confirmation key. */
const BY_KEY = 0x02;
/** The reader's own messages. */
const DEFAULT_MESSAGES = 0xff;
/** English, which readers with a display know. */
const LANGUAGE = 0x0409;
/** The present PIN is asked for, and the new one twice. */
const CONFIRM_AND_ASK_CURRENT = 0x03;
const REFERENCE_BYTES = 8;

/**
 * PIN_VERIFY (PC/SC part 10 §2.5.2), numbers of more than a byte as x86 and ARM have them.
 * @param ins of a command whose data is one PIN
 * @param shortest characters that the pad takes at least
 */
export function pinVerifyStructure(ins: number, reference: number, shortest: number): Uint8Array {
  return structure([], [DEFAULT_MESSAGES], [0x00], {
    shortest,
    apdu: template(ins, reference, 1),
  });
}

/**
 * PIN_MODIFY (PC/SC part 10 §2.5.3).
 * @param ins of a command whose data is what allows a new PIN, and the new PIN
 */
export function pinModifyStructure(ins: number, reference: number): Uint8Array {
  const offsets = [0, REFERENCE_BYTES];
  const messages = [0x00, 0x01, 0x02];
  // One length holds for all entries, and a new PIN has to have the six that PINs have now.
  return structure(offsets, [DEFAULT_MESSAGES], messages, {
    shortest: PIN_LENGTH.min,
    apdu: template(ins, reference, 2),
  });
}

function structure(
  offsets: readonly number[],
  messageCount: readonly number[],
  messages: readonly number[],
  { shortest, apdu }: { readonly shortest: number; readonly apdu: Uint8Array },
): Uint8Array {
  const confirm = offsets.length === 0 ? [] : [CONFIRM_AND_ASK_CURRENT];
  return Uint8Array.from([
    FIRST_KEY_S,
    NEXT_KEY_S,
    ASCII_LEFT,
    BLOCK_OF_8,
    NO_LENGTH,
    ...offsets,
    PIN_LENGTH.max,
    shortest,
    ...confirm,
    BY_KEY,
    ...messageCount,
    LANGUAGE & 0xff,
    LANGUAGE >> 8,
    ...messages,
    // The prologue of T=1 blocks, which readers write themselves.
    0x00,
    0x00,
    0x00,
    apdu.length,
    0x00,
    0x00,
    0x00,
    ...apdu,
  ]);
}

/** The command with padding in the place of each PIN. */
function template(ins: number, reference: number, pins: 1 | 2): Uint8Array {
  const data = new Uint8Array(pins * REFERENCE_BYTES).fill(0xff);
  return Uint8Array.of(0x00, ins, 0x00, reference, data.length, ...data);
}
