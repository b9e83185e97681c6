import type { CataloguePage } from './catalogue-page.ts';
import { everyPage, type KnownPage, type PageId } from './pages-on.ts';

/** Every page of the catalogue, those on no screen of this computer too. */
export const PAGES: readonly KnownPage[] = everyPage();

/** Every id of {@link PAGES}. */
export const PAGE_IDS: readonly PageId[] = PAGES.map(({ id }) => id);

/** Whether a page has no address: a phone, the system's settings, a person to talk to. */
export function isOffScreen({ hosts }: CataloguePage): boolean {
  return hosts.length === 0;
}
