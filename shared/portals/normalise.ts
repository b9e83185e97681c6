/** Most texts: nothing in them is to be changed but capitals. */
const PLAIN = /^[!-_a-~]+( [!-_a-~]+)*$/;
const SINGLE_QUOTES = /[\u2018\u2019\u02BC\u0060\u00B4]/g;
const DOUBLE_QUOTES = /[\u201C\u201D]/g;
/** White space, and characters without width that pages put between words. */
const SPACES = /[\s\u00A0\u00AD\u200B-\u200F\u2060\uFEFF]+/g;

/**
 * A text as texts are compared: lower case, straight quotes, single spaces.
 * @param text of any length; callers cut it
 */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(SPACES, ' ')
    .trim()
    .toLowerCase();
}
