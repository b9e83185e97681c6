import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** Status words that decide something (ISO/IEC 7816-4 §5.6, SP 800-73-4 part 2 table 5). */
export const SW = {
  OK: 0x9000,
  BLOCKED: 0x6983,
  NOT_FOUND: 0x6a82,
  REFERENCE_NOT_FOUND: 0x6a88,
} as const;

/** SW1 and the upper half of SW2 of "wrong"; the lower half of SW2 says how many tries are left. */
const WRONG_TRIES_LEFT = 0x63c0;

/** Trouble inside of the card; all other words are its own "no". */
const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [0x6400, 'device-garbled'],
  [0x6581, 'device-garbled'],
  [0x6f00, 'device-garbled'],
]);

/** Tries that a status word speaks of, 0 to 15; `null` for one that speaks of none. */
export function triesIn(statusWord: number): number | null {
  if (statusWord === SW.BLOCKED) return 0;
  return (statusWord & 0xfff0) === WRONG_TRIES_LEFT ? statusWord & 0x0f : null;
}

/** What a status word other than success means to the person: `card-refused` for most. */
export function cardError(statusWord: number): WardkeyError {
  const word = statusWord.toString(16).toUpperCase().padStart(4, '0');
  return new WardkeyError(CODES.get(statusWord) ?? 'card-refused', { facts: { statusWord: word } });
}
