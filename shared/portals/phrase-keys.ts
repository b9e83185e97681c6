import type { CataloguePage, Phrase } from './catalogue-page.ts';
import { normalise } from './normalise.ts';

/** Ends a phrase that may go on in any way. */
export const OPEN_END = '…';

/** A text's form in a snapshot. */
export function keyOf(text: string): string {
  return normalise(text.endsWith(OPEN_END) ? text.slice(0, -OPEN_END.length) : text);
}

const KEYS = new WeakMap<Phrase, readonly string[]>();

/** The forms of a phrase in a snapshot, one for each language. */
export function keysOf(phrase: Phrase): readonly string[] {
  const known = KEYS.get(phrase);
  if (known !== undefined) return known;
  const { en, cy } = phrase;
  const keys = [en, ...(cy === undefined ? [] : [cy])].map(keyOf);
  KEYS.set(phrase, keys);
  return keys;
}

/** Whether any of the pages has a text of that form listed under a kind. */
export function isListed(
  text: string,
  kind: 'actions' | 'headings' | 'notUnder',
  pages: readonly CataloguePage[],
): boolean {
  return pages.some((page) => (page[kind] ?? []).some((phrase) => keysOf(phrase).includes(text)));
}
