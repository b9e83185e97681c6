import { selectorsOf } from '../../shared/portals/catalogue-page.ts';
import type { PolicyPages } from '../../shared/portals/match.ts';
import type { PageErrorId } from '../../shared/portals/page-errors.ts';
import { type KnownPage, pageOf, pagesOn } from '../../shared/portals/pages-on.ts';
import { PhraseBook } from '../../shared/portals/phrase-book.ts';
import { plainPath } from '../../shared/portals/plain-path.ts';
import { portalOf } from '../../shared/portals/portals.ts';
import type { PageSnapshot } from '../../shared/portals/snapshot.ts';
import { hasDomainHint, tenantOf } from '../../shared/portals/tenant-evidence.ts';
import { keyChoiceOn } from './key-choice.ts';
import { seenPhrases } from './seen-phrases.ts';
import { shownError } from './shown-error.ts';
import { isVisible } from './visible.ts';

/** The longest part of a path that any page is known by, in UTF-16 code units. */
const LONGEST_PATH = 512;
/** Of so many elements that a selector finds, one has to be visible. */
const MOST_FOUND = 8;

/** The parts of an address that are looked at. */
export type PageAddress = Pick<URL, 'host' | 'protocol' | 'pathname' | 'search' | 'hash'>;

/** Takes snapshots of the pages of one host. */
export class PageReader {
  readonly #pages: readonly KnownPage[];
  readonly #book: PhraseBook;
  readonly #selectors: readonly string[];
  readonly #neverRead: string;
  readonly #errorPages: readonly KnownPage[];

  constructor(host: string, { hints }: PolicyPages) {
    const here = hints.filter((hint) => hint.host === host);
    const pages = [...pagesOn(host), ...here.map(({ page }) => pageOf(page))];
    this.#pages = pages.filter(({ id }, at) => pages.findIndex((page) => page.id === id) === at);
    this.#errorPages = pagesOn(host);
    this.#book = new PhraseBook(this.#pages);
    const own = this.#pages.flatMap(selectorsOf);
    this.#selectors = [...new Set([...own, ...here.map(({ selector }) => selector)])];
    this.#neverRead = this.#pages.flatMap(({ neverRead }) => neverRead ?? []).join(', ');
  }

  /** What is seen of the page, piece by piece; yields between them. No value of any field is read. */
  *read(page: Document, address: PageAddress): Generator<void, PageSnapshot> {
    const selectors = this.#selectors.filter((selector) => shows(page, selector));
    yield;
    const phrases = yield* seenPhrases(page, this.#book, this.#neverRead);
    yield;
    return {
      ...this.readAddress(address),
      pageId: page.querySelector('meta[name=PageID]')?.getAttribute('content') ?? null,
      selectors,
      phrases,
      cameFromNhs: isFromNhs(page.referrer),
      keyChoice: keyChoiceOn(page),
    };
  }

  /** The error that the page shows, on hosts of the catalogue alone. */
  *readError(page: Document): Generator<void, PageErrorId | null> {
    return yield* shownError(page, this.#errorPages, this.#neverRead);
  }

  /** What the address alone tells. */
  readAddress({ host, protocol, pathname, search, hash }: PageAddress): PageSnapshot {
    const path = plainPath(pathname.slice(0, LONGEST_PATH));
    return {
      host,
      isHttps: protocol === 'https:',
      path,
      hashes: this.#hashes().filter((beginning) => hash.startsWith(beginning)),
      pageId: null,
      selectors: [],
      phrases: [],
      tenant: tenantOf({ host, path, query: search }),
      hasDomainHint: hasDomainHint(search),
      cameFromNhs: false,
      keyChoice: 'none',
    };
  }

  #hashes(): readonly string[] {
    return this.#pages.flatMap(({ hashes }) => hashes ?? []);
  }
}

function shows(page: Document, selector: string): boolean {
  try {
    return [...page.querySelectorAll(selector)].slice(0, MOST_FOUND).some(isVisible);
  } catch {
    // A policy's selector that is no CSS finds nothing.
    return false;
  }
}

function isFromNhs(referrer: string): boolean {
  return URL.canParse(referrer) && portalOf(new URL(referrer).host)?.owner === 'nhs';
}
