import type { ErrorCode } from '../../../shared/errors/codes.ts';

/** A PIN of PIV has 6 to 8 characters, a PUK 8 bytes (SP 800-73-4 part 2 §2.4.3). */
export const PIN_LENGTH = { min: 6, max: 8 } as const;
/**
 * Passcodes of Care Identity cards had 4 characters or more before they had to have 6, and those
 * that were set then still hold.
 */
export const SHORTEST_PIN = 4;

const REFERENCE_BYTES = 8;
/** What stands in the place of characters that an entry does not have. */
export const PADDING = 0xff;

/**
 * Why an entry cannot be a PIN or a PUK: it is not given to the card then, and costs no try.
 * @param shortest in characters
 */
export function pinFormatProblem(entry: string, shortest: number): ErrorCode | null {
  if (entry.length < shortest) return 'pin-too-short';
  if (entry.length > PIN_LENGTH.max) return 'pin-too-long';
  return /^[\x20-\x7e]*$/.test(entry) ? null : 'pin-not-plain';
}

/** @returns the 8 bytes that stand for an entry which {@link pinFormatProblem} has no problem with */
export function pinBytes(entry: string): Uint8Array {
  const bytes = new Uint8Array(REFERENCE_BYTES).fill(PADDING);
  for (let at = 0; at < entry.length; at += 1) bytes[at] = entry.charCodeAt(at);
  return bytes;
}
