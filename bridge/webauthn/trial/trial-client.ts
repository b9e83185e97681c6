import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Caller } from '../caller.ts';
import { WebAuthnClient, type WebAuthnClientParts } from '../client.ts';
import { ORIGIN } from './relying-party.ts';

/** The page of the throwaway relying party. */
export const TRIAL_CALLER: Caller = { origin: ORIGIN, sameOriginWithAncestors: true };

/** The product's own client, for the throwaway relying party and for nobody else. */
export function trialClient(keys: WebAuthnClientParts['keys']): WebAuthnClient {
  return new WebAuthnClient({
    keys,
    allowedOrigins: [ORIGIN],
    enterpriseRpIds: [],
    // Asked for other domains only, and the trial has none.
    fetchWellKnown: () => Promise.reject(new WardkeyError('rp-id-mismatch')),
  });
}
