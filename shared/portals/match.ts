import { withEvidence } from './nhs-evidence.ts';
import { isOtherView } from './other-views.ts';
import type { MatchedPortal, RecognisedPage } from './page-match.ts';
import { everyPage, type KnownPage, type PageId, pageOf, pagesOn } from './pages-on.ts';
import { portalOf, rootedPortalOf } from './portals.ts';
import { type Score, scoreOf } from './score.ts';
import type { PageSnapshot } from './snapshot.ts';

/** What a policy adds to the catalogue. */
export interface PolicyPages {
  /** Further hosts, whose pages are portals of the organisation. */
  readonly hosts: readonly string[];
  /** Selectors of pages, for hosts of the catalogue and further ones alike. */
  readonly hints: readonly PageHint[];
}

export interface PageHint {
  readonly host: string;
  readonly page: PageId;
  readonly selector: string;
}

export const NO_POLICY_PAGES: PolicyPages = { hosts: [], hints: [] };

/** Fewer points than these are no page. */
const ENOUGH = 4;
/** The next page must stay this far behind, or the step is not known. */
const CLEAR = 2;
/** So many points rest on more than one sign. */
const SURE = 8;

/** Which page a snapshot shows. Pure; the work is bounded by the catalogue. */
export function matchPage(
  seen: PageSnapshot,
  policy: PolicyPages = NO_POLICY_PAGES,
): RecognisedPage {
  return withEvidence(recognisePage(seen, policy), seen);
}

type Recognised = Extract<RecognisedPage, { kind: 'page' | 'portal' }>;

/** Which page a snapshot shows, whatever organisation it is open for. */
export function recognisePage(
  seen: PageSnapshot,
  policy: PolicyPages = NO_POLICY_PAGES,
): RecognisedPage {
  const rooted = rootedPortalOf(seen.host);
  if (rooted !== null) {
    return { kind: 'near-miss', why: 'other-host', portal: rooted.id, evidence: [] };
  }
  const known = portalOf(seen.host)?.id ?? null;
  if (known === null && !policy.hosts.includes(seen.host)) return { kind: 'nothing' };
  const portal = known ?? 'policy';
  if (!seen.isHttps) return { kind: 'near-miss', why: 'not-secure', portal, evidence: [] };
  if (isOtherView(seen)) return { kind: 'portal', portal, evidence: ['host'] };
  return recognise(portal, candidatesFor(seen, policy.hints));
}

interface Candidate {
  readonly page: KnownPage;
  readonly score: Score;
}

function recognise(portal: MatchedPortal, candidates: readonly Candidate[]): Recognised {
  const keyed = candidates.filter(({ score }) => score.isKeyed && score.points >= ENOUGH);
  const among = candidates.map(({ page }) => page);
  const inFront = keyed.filter(
    ({ page }) => !keyed.some((other) => isWithin(other.page, page, among)),
  );
  const [best, next] = inFront.sort((a, b) => b.score.points - a.score.points);
  if (best === undefined) return wholeHost(portal, candidates);
  const lead = best.score.points - (next?.score.points ?? 0);
  if (lead < CLEAR) return { kind: 'portal', portal, evidence: ['host'] };
  const { points, isConfirmed, evidence } = best.score;
  return {
    kind: 'page',
    page: best.page.id,
    portal,
    confidence: points >= SURE && isConfirmed ? 'sure' : 'likely',
    evidence: ['host', ...evidence],
  };
}

function candidatesFor(seen: PageSnapshot, hints: readonly PageHint[]): readonly Candidate[] {
  const here = hints.filter(({ host }) => host === seen.host);
  const hinted = here.map(({ page }) => pageOf(page));
  const pages = [...pagesOn(seen.host), ...hinted];
  const among = pages.filter(({ id }, at) => pages.findIndex((page) => page.id === id) === at);
  return among.map((page) => {
    const moreKeys = here.filter((hint) => hint.page === page.id).map(({ selector }) => selector);
    return { page, score: scoreOf(page, seen, among, moreKeys) };
  });
}

/** Whether a page is a part, or a part of a part, of another. */
function isWithin(page: KnownPage, whole: KnownPage, among: readonly KnownPage[]): boolean {
  let { within } = page;
  while (within !== undefined && within !== whole.id) {
    const isNext = ({ id }: KnownPage): boolean => id === within;
    within = (among.find(isNext) ?? everyPage().find(isNext))?.within;
  }
  return within !== undefined;
}

/** Nothing was seen that one page alone has: on some hosts there is only one. */
function wholeHost(portal: MatchedPortal, candidates: readonly Candidate[]): Recognised {
  const whole = candidates.find(({ page }) => page.isWholeHost === true);
  return whole === undefined
    ? { kind: 'portal', portal, evidence: ['host'] }
    : { kind: 'page', page: whole.page.id, portal, confidence: 'likely', evidence: ['host'] };
}
