import { PAGE_IDS } from '../portals/catalogue.ts';
import { PAGE_ERRORS } from '../portals/page-errors.ts';
import {
  CONFIDENCES,
  EVIDENCE,
  LOOK_ALIKE_SIGNS,
  type MatchedPortal,
  NEAR_MISSES,
  PAGE_WARNINGS,
} from '../portals/page-match.ts';
import { PORTALS } from '../portals/portals.ts';
import * as v from '../schema/schema.ts';

const Portal = v.picklist<MatchedPortal[]>([...PORTALS.map(({ id }) => id), 'policy']);
const EvidenceList = v.pipe(
  v.array(v.picklist(EVIDENCE)),
  v.maxLength(2 * EVIDENCE.length),
  v.readonly(),
);
const Page = v.strictObject({
  kind: v.literal('page'),
  page: v.picklist(PAGE_IDS),
  portal: Portal,
  confidence: v.picklist(CONFIDENCES),
  evidence: EvidenceList,
});
const PortalAlone = v.strictObject({
  kind: v.literal('portal'),
  portal: Portal,
  evidence: EvidenceList,
});
const NearMiss = v.strictObject({
  kind: v.literal('near-miss'),
  why: v.picklist(NEAR_MISSES),
  portal: v.nullable(Portal),
  evidence: EvidenceList,
});
const Nothing = v.strictObject({ kind: v.literal('nothing') });
const LookAlike = v.strictObject({
  kind: v.literal('look-alike'),
  signs: v.pipe(v.array(v.picklist(LOOK_ALIKE_SIGNS)), v.readonly()),
  like: v.nullable(v.string()),
});

/** Which page it is, as the background tells the pages of the extension. */
export const PageMatchView = v.variant('kind', [Page, PortalAlone, NearMiss, LookAlike, Nothing]);

/** An error that a page shows: a code of a closed list. */
export const PageError = v.picklist(PAGE_ERRORS);

/** What is wrong with a page that is where it should be. */
export const PageWarnings = v.pipe(
  v.array(v.picklist(PAGE_WARNINGS)),
  v.maxLength(PAGE_WARNINGS.length),
  v.readonly(),
);

/** What a content script tells of its page: ids and confidence, and not one text of the page. */
export const SeenPage = v.strictObject({
  kind: v.literal('page.seen'),
  /** What was recognised, whatever organisation it is open for. */
  found: v.variant('kind', [Page, PortalAlone, NearMiss, Nothing]),
  tenant: v.picklist(['nhs', 'other', 'personal', 'unknown']),
  hasDomainHint: v.boolean(),
  cameFromNhs: v.boolean(),
  warnings: PageWarnings,
  /** Absent where it shows none. */
  shown: v.optional(PageError),
});
export type SeenPage = v.InferOutput<typeof SeenPage>;
