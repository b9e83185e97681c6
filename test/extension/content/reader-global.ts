import { PageReader } from '../../../extension/content/page-reader.ts';
import { matchPage, NO_POLICY_PAGES, recognisePage } from '../../../shared/portals/match.ts';
import type { RecognisedPage } from '../../../shared/portals/page-match.ts';
import type { PageSnapshot } from '../../../shared/portals/snapshot.ts';

export interface Reading {
  readonly seen: PageSnapshot;
  /** Which page it is, whatever organisation it is open for. */
  readonly found: RecognisedPage;
  readonly match: RecognisedPage;
}

/** What is seen of the page in the window, as if it stood at an address. */
function read(address: string): Reading {
  const url = new URL(address);
  const seen = atOnce(new PageReader(url.host, NO_POLICY_PAGES).read(document, url));
  return { seen, found: recognisePage(seen), match: matchPage(seen) };
}

/** All pieces of a work, one after the other. */
function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

declare global {
  interface Window {
    wardkeyReader: { readonly read: typeof read };
  }
}
window.wardkeyReader = { read };
