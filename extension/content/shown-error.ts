import type { HostPages } from '../../shared/portals/host-pages.ts';
import type { PageErrorId } from '../../shared/portals/page-errors.ts';
import { isVisible } from './visible.ts';

/** Of so many elements of a kind, one has to hold the error. */
const MOST_FOUND = 20;
/** Where a person writes: nothing that stands there is the page's. */
const WRITTEN = 'textarea, [contenteditable]';

/**
 * The error that a page shows, out of those of the catalogue's pages on this host. All that is told
 * of it is its id: the text is looked at and forgotten.
 * @param known what is known of the pages of its host
 */
export function* shownError(page: Document, known: HostPages): Generator<void, PageErrorId | null> {
  const closed = known.neverRead === '' ? WRITTEN : `${WRITTEN}, ${known.neverRead}`;
  const isOpen = (element: Element): boolean =>
    element.closest(closed) === null && element.querySelector(closed) === null;
  for (const { family, at } of known.errorPlaces) {
    const found = [...page.querySelectorAll(at)].slice(0, MOST_FOUND);
    for (const element of found.filter(isOpen).filter(isVisible)) {
      const error = known.errorIn(textOf(element), family);
      if (error !== null) return error;
    }
    yield;
  }
  return null;
}

/** What is seen of it; a form's own field may stand in the place of what its text is. */
function textOf(element: Element): string {
  const text: unknown = element instanceof HTMLElement ? element.innerText : '';
  return typeof text === 'string' ? text : '';
}
