import { PAGES } from '../../../../shared/portals/catalogue.ts';
import type { Phrase } from '../../../../shared/portals/catalogue-page.ts';
import { selectorsOf } from '../../../../shared/portals/catalogue-page.ts';
import type { KnownPage, PageId } from '../../../../shared/portals/pages-on.ts';
import { PhraseBook } from '../../../../shared/portals/phrase-book.ts';
import { keyOf } from '../../../../shared/portals/phrase-keys.ts';
import type { PageSnapshot, PhraseRole, SeenPhrase } from '../../../../shared/portals/snapshot.ts';

/** The texts that pages are known by. */
export function bookOf(pages: readonly KnownPage[]): PhraseBook {
  const book = new PhraseBook();
  for (const page of pages) book.add(page);
  return book;
}

/** A page of which nothing is known but its address. */
export function bare(host: string, path = '/'): PageSnapshot {
  return {
    host,
    isHttps: true,
    path,
    hashes: [],
    pageId: null,
    selectors: [],
    phrases: [],
    tenant: 'nhs',
    hasDomainHint: false,
    cameFromNhs: false,
    keyChoice: 'none',
  };
}

/** A text as a page shows it. */
export function said(role: PhraseRole, text: string): SeenPhrase {
  return { role, text: keyOf(text) };
}

/** Paths that the pages are found at, where `/` is not one. */
const PATHS: Partial<Record<PageId, string>> = {
  'portal-acceptable-use': '/Home/AcceptablePolicy',
  'portal-profile': '/Profile',
  'portal-self-service': '/Profile',
  'portal-fido2-tokens': '/Profile/Fido2',
  'portal-admin-user': '/Admin',
  'adfs-hrd': '/adfs/ls/',
  'adfs-login': '/adfs/ls/',
  'entra-fido': '/common/fido/get',
  'spine-portal': '/portal/dt',
  owa: '/mail/',
  'support-article': '/knowledge-base/getting-started/',
};

/** An address at which a page is found. */
export function pathOf({ id, paths }: KnownPage): string {
  const given = PATHS[id];
  if (given !== undefined) return given;
  const tries = ['/', '/common/oauth2/v2.0/authorize', '/security-info'];
  return tries.find((path) => paths.some((pattern) => pattern.test(path))) ?? '/';
}

export interface Variant {
  readonly language: 'en' | 'cy';
  /** Leaves out every selector, text and PageID that nobody has confirmed, and the PageID. */
  readonly confirmedOnly?: boolean;
  /** Every id and name in the markup is another. */
  readonly renamed?: boolean;
}

/** What is seen of a page of the catalogue in all its parts, over those of which it is a part. */
export function snapshotOf(page: KnownPage, host: string, variant: Variant): PageSnapshot {
  const layers = withWholes(page);
  const isLeftOut = (name: string): boolean =>
    variant.confirmedOnly === true && layers.some(({ unconfirmed }) => unconfirmed?.includes(name));
  const phrases = (role: PhraseRole, of: (layer: KnownPage) => readonly Phrase[] | undefined) =>
    layers.flatMap((layer) =>
      (of(layer) ?? [])
        .filter(({ en }) => !isLeftOut(en))
        .map(({ en, cy }) => said(role, variant.language === 'cy' ? (cy ?? en) : en)),
    );
  return {
    ...bare(host, pathOf(page)),
    hashes: page.hashes ?? [],
    pageId: variant.confirmedOnly || variant.renamed ? null : (page.pageIds?.[0] ?? null),
    selectors: variant.renamed
      ? []
      : layers.flatMap(selectorsOf).filter((selector) => !isLeftOut(selector)),
    phrases: [
      ...phrases('heading', ({ headings }) => headings),
      ...phrases('action', ({ actions }) => actions),
      ...phrases('text', ({ texts }) => texts),
    ],
  };
}

function withWholes(page: KnownPage): readonly KnownPage[] {
  const whole = PAGES.find(({ id }) => id === page.within);
  // A page of guidance is no part of what is seen of the portal that it leads to.
  if (whole === undefined || whole.id === 'support-article') return [page];
  return [page, ...withWholes(whole)];
}
