import { randomBytes } from 'node:crypto';
import type { CreationOptionsJson, RequestOptionsJson } from '../../../shared/rpc/webauthn-json.ts';

/** A website that cannot exist (RFC 6761 §6.4): no sign-in of a real one is ever touched. */
export const RP_ID = 'wardkey.invalid';
export const ORIGIN = `https://${RP_ID}`;

/** ES256, EdDSA and RS256, the ones that relying parties ask for (WebAuthn Level 3 §5.4). */
const ALGORITHMS: readonly number[] = [-7, -8, -257];

const CHALLENGE_BYTES = 32;

export interface TrialWishes {
  /** The key keeps the credential. */
  readonly resident: boolean;
  readonly userVerification: string;
  /** COSE, in the order of preference; else those that relying parties ask for. */
  readonly algorithms?: readonly number[];
  /** A word of WebAuthn for credProtect; the key must then know it. */
  readonly protection?: string;
}

/** What the relying party asks for at a registration. */
export function creationOptions({
  resident,
  userVerification,
  algorithms = ALGORITHMS,
  protection,
}: TrialWishes): CreationOptionsJson {
  return {
    rp: { id: RP_ID, name: 'Wardkey' },
    user: { id: newChallenge(), name: 'trial', displayName: 'Trial of a key' },
    challenge: newChallenge(),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: {
      residentKey: resident ? 'required' : 'discouraged',
      userVerification,
    },
    // So that the key's own statement is there to be checked.
    attestation: 'direct',
    ...(protection === undefined
      ? {}
      : {
          extensions: {
            credentialProtectionPolicy: protection,
            enforceCredentialProtectionPolicy: true,
          },
        }),
  };
}

/** What it asks for at a sign-in. @param credentialId base64url */
export function requestOptions(credentialId: string, userVerification: string): RequestOptionsJson {
  return {
    rpId: RP_ID,
    challenge: newChallenge(),
    allowCredentials: [{ type: 'public-key', id: credentialId }],
    userVerification,
  };
}

function newChallenge(): string {
  return randomBytes(CHALLENGE_BYTES).toString('base64url');
}
