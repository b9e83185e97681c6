import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Origin } from './origin.ts';
import { isRelatedOrigin } from './related-origins.ts';
import { isOwnRpId, mayBeRelated } from './rp-id.ts';
import type { FetchWellKnown } from './well-known-fetch.ts';

/** An RP ID that a caller names, and what there is to prove of it. */
export interface Claim {
  readonly rpId: string;
  /** `null` where nothing is; otherwise the origin that the RP ID must count among its own. */
  readonly relatedOrigin: string | null;
}

/**
 * Judges by names alone whether an origin may claim an RP ID (WebAuthn Level 3 §5.1.3 and §5.11).
 *
 * That a browser has checked an RP ID of another name counts for nothing here: whoever speaks in the
 * browser's place could say so too. The relying party itself has to name the origin.
 * @param claimed `undefined` when the page names none: the caller's own host then
 * @throws WardkeyError `rp-id-mismatch`
 */
export function claimRpId(claimed: string | undefined, origin: Origin): Claim {
  const rpId = claimed ?? origin.host;
  if (isOwnRpId(rpId, origin)) {
    return { rpId, relatedOrigin: null };
  }
  if (!mayBeRelated(rpId, origin)) {
    throw new WardkeyError('rp-id-mismatch');
  }
  return { rpId, relatedOrigin: origin.serialized };
}

/**
 * Proves what names alone could not.
 * @throws WardkeyError `rp-id-mismatch`, the signal's reason
 */
export async function proveRelation(
  rpId: string,
  relatedOrigin: string,
  fetchWellKnown: FetchWellKnown,
  signal: AbortSignal,
): Promise<void> {
  if (!isRelatedOrigin(await fetchWellKnown(rpId, signal), relatedOrigin)) {
    throw new WardkeyError('rp-id-mismatch', { facts: { reason: 'well-known-without-origin' } });
  }
}
