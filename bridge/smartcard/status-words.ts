import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** Status words that decide something (ISO/IEC 7816-4 §5.6, SP 800-73-4 part 2 table 5). */
export const SW = {
  OK: 0x9000,
  WRONG_WITHOUT_COUNT: 0x6300,
  NOT_VERIFIED: 0x6982,
  BLOCKED: 0x6983,
  NOT_USABLE: 0x6984,
  WRONG_DATA: 0x6a80,
  NOT_FOUND: 0x6a82,
  WRONG_P1_P2: 0x6a86,
  REFERENCE_NOT_FOUND: 0x6a88,
} as const;

/**
 * SW1 and the upper half of SW2 of "wrong"; the lower half of SW2 says how many tries are left. Older
 * cards leave the C out.
 */
const WRONG_TRIES_LEFT: readonly number[] = [0x63c0, SW.WRONG_WITHOUT_COUNT];

/** What each word means to a person; all others are the card's own "no". */
const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  // Trouble inside of the card.
  [0x6581, 'device-garbled'],
  [0x6f00, 'device-garbled'],
  [SW.NOT_VERIFIED, 'card-wants-pin'],
  [SW.BLOCKED, 'card-pin-blocked'],
  [SW.NOT_USABLE, 'card-pin-blocked'],
  [SW.REFERENCE_NOT_FOUND, 'card-lacks-key'],
  [0x6a81, 'key-lacks-command'],
  [0x6d00, 'key-lacks-command'],
  [0x6e00, 'key-lacks-command'],
]);

/** What became of a PIN or PUK that was given to a card. */
export type EntryOutcome =
  | { readonly isRight: true }
  | {
      readonly isRight: false;
      /** `null` when the card does not tell. */
      readonly triesLeft: number | null;
    };

/** Tries that a status word speaks of, 0 to 15; `null` for one that speaks of none. */
export function triesIn(statusWord: number): number | null {
  if (statusWord === SW.BLOCKED) return 0;
  if (statusWord === SW.WRONG_WITHOUT_COUNT) return null;
  return WRONG_TRIES_LEFT.includes(statusWord & 0xfff0) ? statusWord & 0x0f : null;
}

/** @throws WardkeyError for a word that is neither "right" nor "wrong" */
export function entryOutcome(statusWord: number): EntryOutcome {
  if (statusWord === SW.OK) return { isRight: true };
  const triesLeft = triesIn(statusWord);
  if (triesLeft === null && statusWord !== SW.WRONG_WITHOUT_COUNT) throw cardError(statusWord);
  return { isRight: false, triesLeft };
}

/**
 * What a status word other than success means to the person.
 * @param code where the command gives the word a meaning of its own
 */
export function cardError(
  statusWord: number,
  code: ErrorCode = CODES.get(statusWord) ?? 'card-refused',
): WardkeyError {
  const word = statusWord.toString(16).toUpperCase().padStart(4, '0');
  return new WardkeyError(code, { facts: { statusWord: word } });
}
