import type { CataloguePage, Phrase } from './catalogue-page.ts';
import { ADFS_PAGES } from './pages/adfs.ts';
import { CARE_IDENTITY_PAGES } from './pages/care-identity.ts';
import { OTHER_PAGES } from './pages/elsewhere.ts';
import { ENTRA_FIRST_FACTOR_PAGES } from './pages/entra-first-factor.ts';
import { ENTRA_INTERRUPT_PAGES } from './pages/entra-interrupts.ts';
import { ENTRA_SECOND_FACTOR_PAGES } from './pages/entra-second-factor.ts';
import { MY_SIGN_INS_PAGES } from './pages/my-sign-ins.ts';
import { NHSNET_PORTAL_PAGES } from './pages/nhsnet-portal.ts';

const ALL = [
  ...NHSNET_PORTAL_PAGES,
  ...ADFS_PAGES,
  ...ENTRA_FIRST_FACTOR_PAGES,
  ...ENTRA_SECOND_FACTOR_PAGES,
  ...ENTRA_INTERRUPT_PAGES,
  ...MY_SIGN_INS_PAGES,
  ...CARE_IDENTITY_PAGES,
  ...OTHER_PAGES,
] as const;

export type PageId = (typeof ALL)[number]['id'];
export type KnownPage = CataloguePage & { readonly id: PageId };

/** Every page of the catalogue, those on no screen of this computer too. */
export const PAGES: readonly KnownPage[] = ALL;

/** Every id of {@link PAGES}. */
export const PAGE_IDS: readonly PageId[] = PAGES.map(({ id }) => id);

/** The page of an id. @throws RangeError for an id that is not in the catalogue */
export function pageOf(id: PageId): KnownPage {
  const page = PAGES.find((candidate) => candidate.id === id);
  if (page === undefined) throw new RangeError(`No such page: ${id}`);
  return page;
}

/** The pages that may stand on an exact host. */
export function pagesOn(host: string): readonly KnownPage[] {
  return PAGES.filter(({ hosts }) => hosts.some((own) => own === host));
}

/** Whether a page has no address: a phone, the system's settings, a person to talk to. */
export function isOffScreen({ hosts }: CataloguePage): boolean {
  return hosts.length === 0;
}

/** The texts of a page, in every language, with the kind that each is listed under. */
export function phrasesOf(
  page: CataloguePage,
): readonly { readonly kind: 'headings' | 'actions' | 'texts'; readonly phrase: Phrase }[] {
  return (['headings', 'actions', 'texts'] as const).flatMap((kind) =>
    (page[kind] ?? []).map((phrase) => ({ kind, phrase })),
  );
}

/** Every selector of a page. */
export function selectorsOf(page: CataloguePage): readonly string[] {
  return [...(page.keySelectors ?? []), ...(page.selectors ?? [])];
}
