import { readPage } from '../../../extension/content/page-reader.ts';
import { seenPhrases } from '../../../extension/content/seen-phrases.ts';
import { HostPages } from '../../../shared/portals/host-pages.ts';
import { matchPage, recognisePage } from '../../../shared/portals/match.ts';
import type { RecognisedPage } from '../../../shared/portals/page-match.ts';
import { PhraseBook } from '../../../shared/portals/phrase-book.ts';
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
  const seen = atOnce(readPage(document, url, atOnce(HostPages.of(url.host))));
  return { seen, found: recognisePage(seen), match: matchPage(seen) };
}

/** Every text that is looked for in the catalogue, while a selector's elements are never read. */
function lookedAt(neverRead: string): readonly string[] {
  const texts: string[] = [];
  const book = new PhraseBook();
  book.find = (text) => {
    texts.push(text);
    return null;
  };
  atOnce(seenPhrases(document, book, neverRead));
  return texts;
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
    wardkeyReader: { readonly read: typeof read; readonly lookedAt: typeof lookedAt };
  }
}
window.wardkeyReader = { read, lookedAt };
