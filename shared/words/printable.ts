/** Longest piece of outside text that a sentence carries, in code points. */
const MAX_CODE_POINTS = 160;

/** Controls, line breaks, and marks that change the direction of text or cannot be seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text that came from outside (a reader's name, an account's name), made fit to stand in a
 * sentence: a device may call itself anything, terminal commands and reversed text included.
 */
export function printable(text: string): string {
  const clean = Array.from(text.replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim());
  return clean.length <= MAX_CODE_POINTS
    ? clean.join('')
    : `${clean.slice(0, MAX_CODE_POINTS - 1).join('')}…`;
}
