import { PAGES, phrasesOf } from './catalogue.ts';
import type { Phrase } from './catalogue-page.ts';
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

/** What some page has as a button or link. */
export const ACTION_TEXTS = textsListedAs('actions');
/** What some page has as a heading or sentence. */
export const HEADING_TEXTS = textsListedAs('headings');

function textsListedAs(kind: 'actions' | 'headings'): ReadonlySet<string> {
  const phrases = PAGES.flatMap(phrasesOf).filter((listed) => listed.kind === kind);
  return new Set(phrases.flatMap(({ phrase }) => keysOf(phrase)));
}
