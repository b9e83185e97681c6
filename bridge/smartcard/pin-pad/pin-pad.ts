import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { ReaderControl } from '../../transport/transport.ts';
import { cardError, type EntryOutcome, entryOutcome } from '../status-words.ts';

/** Control codes of what a reader's PIN pad can do; a reader may do one and not the other. */
export interface PinPad {
  readonly verify: number | null;
  readonly modify: number | null;
}

/** FEATURE_VERIFY_PIN_DIRECT and FEATURE_MODIFY_PIN_DIRECT (PC/SC part 10 §2.3). */
const VERIFY_PIN_DIRECT = 0x06;
const MODIFY_PIN_DIRECT = 0x07;
/** Tag, length and a control code of four bytes, the uppermost first (§2.2). */
const FEATURE_BYTES = 6;

/**
 * What a reader says in the card's place (PC/SC part 10 §2.5.2). Of any other command these words are
 * the card's own, and mean something else.
 */
const PAD_CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [0x6400, 'pin-pad-timeout'],
  [0x6401, 'pin-pad-cancelled'],
  [0x6402, 'pin-pad-differs'],
  [0x6403, 'pin-pad-length'],
]);

const FEATURES_MS = 2_000;
/** Above the time-outs that the reader is told, for up to three entries. */
const ENTRY_MS = 150_000;

/** Whether the reader has a PIN pad. Never rejects: one that cannot be asked has none. */
export async function findPinPad(reader: ReaderControl | null): Promise<PinPad | null> {
  if (reader === null) return null;
  try {
    const options = { timeoutMs: FEATURES_MS, once: false };
    const pad = readFeatures(
      await reader.control(reader.featureRequest, new Uint8Array(), options),
    );
    return pad.verify === null && pad.modify === null ? null : pad;
  } catch {
    // What ails the way to the card shows at the next command too.
    return null;
  }
}

/** Reads the answer to GET_FEATURE_REQUEST; what does not fit is passed over. */
export function readFeatures(answer: Uint8Array): PinPad {
  const codes = new Map<number, number>();
  for (let at = 0; at + 2 <= answer.length; at += 2 + (answer[at + 1] ?? 0)) {
    const isCode = answer[at + 1] === FEATURE_BYTES - 2 && at + FEATURE_BYTES <= answer.length;
    const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
    if (isCode) codes.set(answer[at] ?? 0, view.getUint32(at + 2));
  }
  return {
    verify: codes.get(VERIFY_PIN_DIRECT) ?? null,
    modify: codes.get(MODIFY_PIN_DIRECT) ?? null,
  };
}

/**
 * Has the person type at the pad, which gives the entry to the card. It never enters the computer.
 * @param structure of PC/SC part 10 §2.5
 * @throws WardkeyError `pin-pad-timeout`, `pin-pad-cancelled`, `pin-pad-differs`, `pin-pad-length`;
 *   those of the way to the reader
 */
export async function enterAtPad(
  reader: ReaderControl | null,
  code: number | null,
  structure: Uint8Array,
): Promise<EntryOutcome> {
  if (reader === null || code === null) throw new WardkeyError('internal');
  const answer = await reader.control(code, structure, { timeoutMs: ENTRY_MS, once: true });
  const [sw1 = 0, sw2 = 0] = answer.subarray(-2);
  const statusWord = (sw1 << 8) | sw2;
  const padCode = PAD_CODES.get(statusWord);
  if (answer.length < 2 || padCode !== undefined) throw cardError(statusWord, padCode);
  return entryOutcome(statusWord);
}
