import type { ErrorPlaces } from './page-errors.ts';
import type { PortalHost } from './portals.ts';

/**
 * A sentence or label that a page shows. The Welsh is ours, or the product's own where it has one:
 * none of it was confirmed on a real page. A text that ends in `…` may go on in any way.
 */
export interface Phrase {
  readonly en: string;
  readonly cy?: string;
}

/** Where a page decides by one thing alone, whatever else of it was not found. */
export type Decider = 'text' | 'path';

/** One page, or one view of a page, that the guidance speaks of. */
export interface CataloguePage {
  readonly id: string;
  /** Exact hosts, https, the standard port. None for what is on no screen of this computer. */
  readonly hosts: readonly PortalHost[];
  readonly paths: readonly RegExp[];
  /** What the address's fragment begins with. What follows may name a person: it is never read. */
  readonly hashes?: readonly string[];
  /** `meta[name=PageID]`, the strongest sign on Entra's pages. */
  readonly pageIds?: readonly string[];
  /** Each of these, when it is visible, is on this page alone. */
  readonly keySelectors?: readonly string[];
  /** These are on other pages of the same hosts too. */
  readonly selectors?: readonly string[];
  /** Headings, or sentences, that this page alone has. */
  readonly headings?: readonly Phrase[];
  /** Buttons, links, tabs and labels that this page alone has. */
  readonly actions?: readonly Phrase[];
  /** Its actions stand on other pages of the host too: they count where the path fits. */
  readonly actionsNeedPath?: true;
  /** Headings of views that share its fields: under one of them it is another page. */
  readonly notUnder?: readonly Phrase[];
  /** Texts that other pages have too. */
  readonly texts?: readonly Phrase[];
  /** So many of `texts` together are as good as one heading. */
  readonly enoughTexts?: number;
  readonly decides?: Decider;
  /** The host's every page is this one, unless a page below it is seen. */
  readonly isWholeHost?: true;
  /** The page of which this one is a part: a tab, a dialog or a later view. */
  readonly within?: string;
  /** Selectors, PageIDs and texts (in English) of this page, or `path`, that nobody has confirmed. */
  readonly unconfirmed?: readonly string[];
  /** Elements whose text must not be looked at, on this page: the digits of number matching. */
  readonly neverRead?: readonly string[];
  /** For whom it is, where that is not everybody. */
  readonly audience?: 'tester' | 'local-administrator';
  /** Short addresses that lead here. */
  readonly shortLinks?: readonly string[];
  /** Where it shows its errors. */
  readonly errors?: ErrorPlaces;
  /** The relying party whose keys the page asks for. */
  readonly rpId?: string;
}

/** The texts of a page, in every language, with the kind that each is listed under. */
export function phrasesOf(page: CataloguePage): readonly {
  readonly kind: 'headings' | 'actions' | 'texts' | 'notUnder';
  readonly phrase: Phrase;
}[] {
  return (['headings', 'actions', 'texts', 'notUnder'] as const).flatMap((kind) =>
    (page[kind] ?? []).map((phrase) => ({ kind, phrase })),
  );
}

/** Every selector of a page. */
export function selectorsOf(page: CataloguePage): readonly string[] {
  return [...(page.keySelectors ?? []), ...(page.selectors ?? [])];
}
