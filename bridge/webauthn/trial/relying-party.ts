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
  /** Of the account that the credential is for. */
  readonly userName?: string;
  /** The credential is to have secrets of its own. */
  readonly prf?: boolean;
  /** It is to have a place for data, as only one that the key keeps can; the key must then know of such. */
  readonly largeBlob?: boolean;
}

/** What the relying party asks for at a registration. */
export function creationOptions({
  resident,
  userVerification,
  algorithms = ALGORITHMS,
  protection,
  userName = 'trial',
  prf = false,
  largeBlob = false,
}: TrialWishes): CreationOptionsJson {
  return {
    rp: { id: RP_ID, name: 'Wardkey' },
    user: { id: newChallenge(), name: userName, displayName: 'Trial of a key' },
    challenge: newChallenge(),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: {
      residentKey: resident || largeBlob ? 'required' : 'discouraged',
      userVerification,
    },
    // So that the key's own statement is there to be checked.
    attestation: 'direct',
    extensions: {
      ...(protection === undefined
        ? {}
        : {
            credentialProtectionPolicy: protection,
            enforceCredentialProtectionPolicy: true,
          }),
      ...(prf ? { prf: {} } : {}),
      ...(largeBlob ? { largeBlob: { support: 'required' } } : {}),
    },
  };
}

export interface SignInWishes {
  readonly userVerification: string;
  /** A secret is to come with the answer. */
  readonly prf?: boolean;
}

/** What it asks for at a sign-in. @param credentialId base64url */
export function requestOptions(
  credentialId: string,
  { userVerification, prf = false }: SignInWishes,
): RequestOptionsJson {
  const input = newChallenge();
  return {
    rpId: RP_ID,
    challenge: newChallenge(),
    allowCredentials: [{ type: 'public-key', id: credentialId }],
    userVerification,
    // One input twice: the same secret comes twice, from a key that works them out as it must.
    ...(prf ? { extensions: { prf: { eval: { first: input, second: input } } } } : {}),
  };
}

function newChallenge(): string {
  return randomBytes(CHALLENGE_BYTES).toString('base64url');
}
