import type { CataloguePage } from '../../shared/portals/catalogue-page.ts';
import { type PageErrorId, pageErrorIn } from '../../shared/portals/page-errors.ts';
import { isVisible } from './visible.ts';

/** Of so many elements of a kind, one has to hold the error. */
const MOST_FOUND = 20;
/** Where a person writes: nothing that stands there is the page's. */
const WRITTEN = 'textarea, [contenteditable]';

/**
 * The error that a page shows, out of those of the catalogue's pages on this host. All that is told
 * of it is its id: the text is looked at and forgotten.
 * @param neverRead selector of what must not even be looked at, or empty
 */
export function* shownError(
  page: Document,
  pages: readonly CataloguePage[],
  neverRead: string,
): Generator<void, PageErrorId | null> {
  const closed = neverRead === '' ? WRITTEN : `${WRITTEN}, ${neverRead}`;
  const isOpen = (element: Element): boolean =>
    element.closest(closed) === null && element.querySelector(closed) === null;
  for (const { family, at } of placesOn(pages)) {
    const found = [...page.querySelectorAll(at)].slice(0, MOST_FOUND);
    for (const element of found.filter(isOpen).filter(isVisible)) {
      const error = pageErrorIn(textOf(element), family);
      if (error !== null) return error;
    }
    yield;
  }
  return null;
}

/** Each place once, in the order of the catalogue: those of errors alone come before headings. */
function placesOn(pages: readonly CataloguePage[]) {
  const places = pages.flatMap(({ errors }) =>
    errors === undefined ? [] : errors.at.map((at) => ({ family: errors.family, at })),
  );
  return places.filter(({ at }, index) => places.findIndex((place) => place.at === at) === index);
}

/** What is seen of it; a form's own field may stand in the place of what its text is. */
function textOf(element: Element): string {
  const text: unknown = element instanceof HTMLElement ? element.innerText : '';
  return typeof text === 'string' ? text : '';
}
