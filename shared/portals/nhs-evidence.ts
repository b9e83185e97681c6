import type { Evidence, NearMiss, RecognisedPage } from './page-match.ts';
import { PORTALS, type Portal } from './portals.ts';
import type { PageSnapshot } from './snapshot.ts';

/** What tells for whom a page is open that everybody uses. */
export type TenantFacts = Pick<PageSnapshot, 'tenant' | 'hasDomainHint' | 'cameFromNhs'>;

const SHARED: readonly string[] = PORTALS.filter((portal: Portal) => portal.isShared).map(
  ({ id }) => id,
);

/**
 * What was recognised, as guidance may use it: on a portal that everybody uses, nothing is told
 * without a sign that this page is open for the NHS.
 */
export function withEvidence(found: RecognisedPage, facts: TenantFacts): RecognisedPage {
  if (found.kind !== 'page' && found.kind !== 'portal') return found;
  if (!SHARED.includes(found.portal)) return found;
  const { miss, evidence } = judge(facts);
  const all = [...found.evidence, ...evidence];
  return miss === null
    ? { ...found, evidence: all }
    : { kind: 'near-miss', why: miss, portal: found.portal, evidence: all };
}

/**
 * A named tenant is believed before the way that the person came: another organisation's sign-in
 * may be opened from a page of the NHS.
 */
function judge({ tenant, hasDomainHint, cameFromNhs }: TenantFacts): {
  readonly miss: NearMiss | null;
  readonly evidence: readonly Evidence[];
} {
  if (tenant === 'other') return { miss: 'other-tenant', evidence: ['tenant'] };
  if (tenant === 'personal') return { miss: 'personal-account', evidence: ['tenant'] };
  const evidence: Evidence[] = [];
  if (tenant === 'nhs') evidence.push('tenant');
  if (hasDomainHint) evidence.push('domain-hint');
  if (cameFromNhs) evidence.push('came-from');
  return { miss: evidence.length === 0 ? 'no-evidence' : null, evidence };
}
