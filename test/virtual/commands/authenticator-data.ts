import { encodeCbor } from '../cbor/encode.ts';
import type { CborMap } from '../cbor/value.ts';
import { type Credential, rpIdHash } from '../state/credential-store.ts';

const FLAG = { userPresent: 0x01, userVerified: 0x04, attested: 0x40, extended: 0x80 } as const;

export interface AuthenticatorFacts {
  readonly rpId: string;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly signCount: number;
  /** The new credential and its maker, in the answer to makeCredential. */
  readonly attested?: { readonly aaguid: Uint8Array; readonly credential: Credential };
  /** None at all when empty. */
  readonly extensions: CborMap;
}

/** Authenticator data (WebAuthn Level 3 §6.1): 37 bytes, attested credential data, extensions. */
export function authenticatorData(facts: AuthenticatorFacts): Uint8Array {
  const { rpId, userPresent, userVerified, signCount, attested, extensions } = facts;
  const fixed = Buffer.alloc(37);
  fixed.set(rpIdHash(rpId));
  fixed[32] =
    (userPresent ? FLAG.userPresent : 0) |
    (userVerified ? FLAG.userVerified : 0) |
    (attested ? FLAG.attested : 0) |
    (extensions.size > 0 ? FLAG.extended : 0);
  fixed.writeUInt32BE(signCount, 33);
  const parts: Uint8Array[] = [fixed];
  if (attested !== undefined) {
    const { aaguid, credential } = attested;
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(credential.id.length);
    parts.push(aaguid, idLength, credential.id, encodeCbor(credential.publicKey));
  }
  if (extensions.size > 0) parts.push(encodeCbor(extensions));
  return Buffer.concat(parts);
}
