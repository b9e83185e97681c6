import { type CataloguePage, selectorsOf } from './catalogue-page.ts';
import { NO_POLICY_PAGES, type PolicyPages, recognisePage } from './match.ts';
import { type ErrorFamily, type PageErrorId, pageErrorIn } from './page-errors.ts';
import type { RecognisedPage } from './page-match.ts';
import { type KnownPage, makePagesOn, pageOf, pagesOn } from './pages-on.ts';
import { PhraseBook } from './phrase-book.ts';
import { plainPath } from './plain-path.ts';
import { portalOf } from './portals.ts';
import type { PageSnapshot } from './snapshot.ts';
import { hasDomainHint, tenantOf } from './tenant-evidence.ts';

/** The longest part of a path that any page is known by, in UTF-16 code units. */
const LONGEST_PATH = 512;

/** The parts of an address that are looked at, by the names that browsers give them. */
export interface PageAddress {
  readonly host: string;
  readonly protocol: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/** A place of errors, and in whose words they are. */
interface ErrorPlace {
  readonly family: ErrorFamily;
  /** Selector. */
  readonly at: string;
}

/** What is known of the pages of one host, for whoever looks at one of them. */
export class HostPages {
  /** What is looked for on a page: the catalogue's selectors and the policy's, each once. */
  readonly selectors: readonly string[];
  /** Selector of what must not even be looked at, or empty. */
  readonly neverRead: string;
  /** The texts that the pages are known by. */
  readonly book = new PhraseBook();
  /**
   * Where errors stand, on hosts of the catalogue alone: each place once, in the order of the
   * catalogue, so that those of errors alone come before headings.
   */
  readonly errorPlaces: readonly ErrorPlace[];
  readonly #policy: PolicyPages;
  readonly #hashes: readonly string[];

  private constructor(host: string, policy: PolicyPages, pages: readonly KnownPage[]) {
    const hints = policy.hints.filter((hint) => hint.host === host);
    const named = [...pages.flatMap(selectorsOf), ...hints.map(({ selector }) => selector)];
    this.selectors = [...new Set(named)];
    this.neverRead = pages.flatMap(({ neverRead }) => neverRead ?? []).join(', ');
    this.errorPlaces = placesOn(pagesOn(host));
    this.#policy = policy;
    this.#hashes = pages.flatMap(({ hashes }) => hashes ?? []);
  }

  /** Gathers all of it, bit by bit; yields between them. */
  static *of(host: string, policy: PolicyPages = NO_POLICY_PAGES): Generator<void, HostPages> {
    yield* makePagesOn(host);
    const hinted = policy.hints.filter((hint) => hint.host === host);
    const both = [...pagesOn(host), ...hinted.map(({ page }) => pageOf(page))];
    const pages = both.filter(({ id }, at) => both.findIndex((page) => page.id === id) === at);
    const known = new HostPages(host, policy, pages);
    for (const page of pages) {
      yield;
      known.book.add(page);
    }
    return known;
  }

  /** What an address alone tells. */
  seenIn({ host, protocol, pathname, search, hash }: PageAddress): PageSnapshot {
    const path = plainPath(pathname.slice(0, LONGEST_PATH));
    return {
      host,
      isHttps: protocol === 'https:',
      path,
      hashes: this.#hashes.filter((beginning) => hash.startsWith(beginning)),
      pageId: null,
      selectors: [],
      phrases: [],
      tenant: tenantOf({ host, path, query: search }),
      hasDomainHint: hasDomainHint(search),
      cameFromNhs: false,
      keyChoice: 'none',
    };
  }

  /** Whether pages of a host are the NHS's own. */
  isOfNhs(host: string): boolean {
    return portalOf(host)?.owner === 'nhs';
  }

  /** The error that a text is. */
  errorIn(text: string, family: ErrorFamily): PageErrorId | null {
    return pageErrorIn(text, family);
  }

  /** Which page a snapshot shows, whatever organisation it is open for. */
  recognise(seen: PageSnapshot): RecognisedPage {
    return recognisePage(seen, this.#policy);
  }
}

function placesOn(pages: readonly CataloguePage[]): readonly ErrorPlace[] {
  const places = pages.flatMap(({ errors }) =>
    errors === undefined ? [] : errors.at.map((at) => ({ family: errors.family, at })),
  );
  return places.filter(({ at }, index) => places.findIndex((place) => place.at === at) === index);
}
