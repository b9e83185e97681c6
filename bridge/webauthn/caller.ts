import { type ClientData, serializeClientData } from './client-data.ts';
import { allowedOrigin, parseOrigin } from './origin.ts';
import { type Claim, claimRpId } from './rp-id-claim.ts';

/** Where a ceremony comes from, as the browser told it. */
export interface Caller {
  /** Serialised origin. */
  readonly origin: string;
  readonly sameOriginWithAncestors: boolean;
  /** Serialised origin of the top page, for a ceremony in a frame of another origin. */
  readonly topOrigin?: string | undefined;
}

export interface CheckedCaller {
  /** What remains to be seen of it takes a look at the network. */
  readonly claim: Claim;
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
  /** As it is serialised. */
  readonly origin: string;
}

/**
 * Checks that a caller may have a ceremony for the RP ID that it names, as far as that shows here, and
 * makes the client data that tells the relying party who it was (WebAuthn Level 3 §5.1.3 and §5.1.4).
 * @throws WardkeyError `origin-not-allowed`, `rp-id-mismatch`
 */
export function checkCaller(
  caller: Caller,
  type: ClientData['type'],
  allowedByPolicy: readonly string[],
  asked: { readonly rpId: string | undefined; readonly challenge: string },
): CheckedCaller {
  const origin = allowedOrigin(caller.origin, allowedByPolicy);
  const topOrigin = caller.sameOriginWithAncestors ? undefined : caller.topOrigin;
  const clientData = serializeClientData({
    type,
    challenge: asked.challenge,
    origin: origin.serialized,
    crossOrigin: !caller.sameOriginWithAncestors,
    ...(topOrigin === undefined ? {} : { topOrigin: parseOrigin(topOrigin).serialized }),
  });
  return { claim: claimRpId(asked.rpId, origin), origin: origin.serialized, clientData };
}
