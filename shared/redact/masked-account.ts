import { printable } from '../words/printable.ts';

/** Longest domain that is shown whole, in code points; DNS names have at most 253. */
const MAX_DOMAIN = 80;
const HIDDEN = '•••';

/**
 * An account's name as far as its owner needs it to know it again, and nobody else can use it:
 * `jane.doe@nhs.net` becomes `j•••@nhs.net`. Made fit to stand in a sentence.
 */
export function maskedAccount(name: string): string {
  const clean = printable(name);
  const at = clean.lastIndexOf('@');
  const domain = at < 0 ? '' : Array.from(clean.slice(at)).slice(0, MAX_DOMAIN).join('');
  // One of a single letter would stand there whole.
  const person = Array.from(at < 0 ? clean : clean.slice(0, at));
  return `${person.length > 1 ? person[0] : ''}${HIDDEN}${domain}`;
}
