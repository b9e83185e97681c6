import type { CataloguePage } from './catalogue-page.ts';
import { adfsPages } from './pages/adfs.ts';
import { careIdentityPages } from './pages/care-identity.ts';
import { otherPages } from './pages/elsewhere.ts';
import { entraFirstFactorPages } from './pages/entra-first-factor.ts';
import { entraInterruptPages } from './pages/entra-interrupts.ts';
import { entraSecondFactorPages } from './pages/entra-second-factor.ts';
import { mySignInsPages } from './pages/my-sign-ins.ts';
import { nhsmailSignInPages } from './pages/nhsmail-sign-in.ts';
import { nhsnetPortalPages } from './pages/nhsnet-portal.ts';
import { type PortalId, portalOf } from './portals.ts';

/**
 * The parts of the catalogue, each with the portals on whose hosts any of its pages stands. They are
 * functions because a content script makes its part anew in every page that is loaded: it shall not
 * make those of other hosts.
 */
const PARTS = [
  [['nhsnet-portal', 'my-identity'], nhsnetPortalPages],
  [['nhsnet-portal', 'nhs-adfs', 'entra'], nhsmailSignInPages],
  [['nhs-adfs'], adfsPages],
  [['entra', 'entra-certificates'], entraFirstFactorPages],
  [['entra'], entraSecondFactorPages],
  [['entra'], entraInterruptPages],
  [['my-sign-ins'], mySignInsPages],
  [['cis2', 'care-identity-management', 'spine-portal', 'nhs-support'], careIdentityPages],
  [['password-reset', 'esr', 'outlook', 'nhs-support'], otherPages],
] as const satisfies readonly (readonly [readonly PortalId[], () => readonly CataloguePage[]])[];

export type PageId = ReturnType<(typeof PARTS)[number][1]>[number]['id'];
export type KnownPage = CataloguePage & { readonly id: PageId };

/** The functions that make the parts, each under the name that its file gives it. */
export const PART_MAKERS: readonly (() => readonly KnownPage[])[] = PARTS.map(([, make]) => make);

const MADE = new Map<string, readonly KnownPage[]>();

/** The pages that may stand on an exact host; the same list for the same host each time. */
export function pagesOn(host: string): readonly KnownPage[] {
  const known = MADE.get(host);
  if (known !== undefined) return known;
  const making = makePagesOn(host);
  while (making.next().done !== true);
  return MADE.get(host) ?? [];
}

/** Makes the list of {@link pagesOn}, where it is not made yet, part by part; yields between them. */
export function* makePagesOn(host: string): Generator<void, void> {
  if (MADE.has(host)) return;
  const portal = portalOf(host)?.id;
  const pages: KnownPage[] = [];
  for (const [portals, make] of PARTS) {
    if (!portals.some((id) => id === portal)) continue;
    const own = (): readonly KnownPage[] => make();
    pages.push(...own().filter(({ hosts }) => hosts.some((one) => one === host)));
    yield;
  }
  MADE.set(host, pages);
}

let every: readonly KnownPage[] | undefined;

/** All pages of the catalogue. */
export function everyPage(): readonly KnownPage[] {
  every ??= PARTS.flatMap(([, make]): readonly KnownPage[] => make());
  return every;
}

/** The page of an id. @throws RangeError for an id that is not in the catalogue */
export function pageOf(id: PageId): KnownPage {
  const page = everyPage().find((candidate) => candidate.id === id);
  if (page === undefined) throw new RangeError(`No such page: ${id}`);
  return page;
}
