import type { PhraseBook } from '../../shared/portals/phrase-book.ts';
import type { PhraseRole, SeenPhrase } from '../../shared/portals/snapshot.ts';
import { isVisible } from './visible.ts';

const HEADINGS = 'h1, h2, h3, h4, legend, [role=heading]';
const ACTIONS =
  'button, a, option, summary, [role=button], [role=tab], [role=link], [role=option], [role=menuitem], [role=radio], input[type=submit], input[type=button]';
/** Their words may be split over several elements. They are no buttons, whatever they stand beside. */
const LABELS = 'label';
/** What a field says of itself, never what is in it. */
const FIELDS =
  'input[placeholder], input[aria-label], select[aria-label], [role=dialog][aria-label]';
/** Where a person writes, and what is no text of the page. */
const WRITTEN = 'textarea, [contenteditable]';
const NOT_READ = `script, style, noscript, template, ${WRITTEN}`;
/** A page with more than these is no sign-in page; the rest of it is not looked at. */
const MOST_ELEMENTS = 400;
const MOST_TEXTS = 3_000;
/** Longer texts are no phrase, in UTF-16 code units. */
const LONGEST = 200;

/**
 * The texts of the catalogue that are visible on a page. All others are looked at and forgotten.
 * Yields between any two elements.
 * @param neverRead selector of what must not even be looked at, or empty
 */
export function* seenPhrases(
  page: Document,
  book: PhraseBook,
  neverRead: string,
): Generator<void, SeenPhrase[]> {
  const found = new Map<string, SeenPhrase>();
  const note = (raw: string | null, element: Element, role: PhraseRole): void => {
    const text = raw === null || raw.length > 2 * LONGEST ? null : book.find(raw);
    if (text === null || found.has(`${role} ${text}`) || !isVisible(element)) return;
    found.set(`${role} ${text}`, { text, role });
  };
  const closed = neverRead === '' ? NOT_READ : `${NOT_READ}, ${neverRead}`;
  const secrets = neverRead === '' ? [] : [...page.querySelectorAll(neverRead)];
  const holdsSecret = (element: Element): boolean =>
    secrets.some((secret) => element.contains(secret));

  for (const element of first(page.querySelectorAll(`${HEADINGS}, ${ACTIONS}, ${LABELS}`))) {
    yield;
    if (holdsSecret(element) || element.closest(closed) !== null || holdsWriting(element)) continue;
    note(textOf(element), element, roleOf(element));
  }
  for (const field of first(page.querySelectorAll(FIELDS))) {
    yield;
    const role = field.getAttribute('role') === 'dialog' ? 'heading' : 'text';
    note(field.getAttribute('aria-label'), field, role);
    note(field.getAttribute('placeholder'), field, role);
  }
  for (const text of texts(page, closed)) {
    yield;
    const parent = text.parentElement;
    if (parent === null || text.length > LONGEST || holdsSecret(parent)) continue;
    if (book.find(text.data) === null) continue;
    note(text.data, parent, roleOf(parent));
  }
  return [...found.values()];
}

function roleOf(element: Element): PhraseRole {
  if (element.closest(ACTIONS) !== null) return 'action';
  return element.closest(HEADINGS) === null ? 'text' : 'heading';
}

function textOf(element: Element): string | null {
  // The words on a button are its value, and nothing that a person can change.
  return element instanceof HTMLInputElement ? element.getAttribute('value') : element.textContent;
}

function first(elements: NodeListOf<Element>): readonly Element[] {
  return [...elements].slice(0, MOST_ELEMENTS);
}

/** Whether a person may have written into a part of an element: its text is not only the page's. */
function holdsWriting(element: Element): boolean {
  return element.querySelector(WRITTEN) !== null;
}

/** The texts outside of what is closed, which is never entered: not one letter of it is looked at. */
function* texts(page: Document, closed: string): Generator<Text> {
  const root = page.body ?? page.documentElement;
  if (root === null || root.matches(closed)) return;
  const walker = page.createTreeWalker(
    root,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      return node.matches(closed) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    },
  );
  for (let count = 0; count < MOST_TEXTS; count += 1) {
    const node = walker.nextNode();
    if (!(node instanceof Text)) return;
    yield node;
  }
}
