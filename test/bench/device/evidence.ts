import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { parseAuthenticatorData } from '../../../bridge/ctap/authenticator-data.ts';
import { subjectPublicKeyInfo } from '../../../bridge/ctap/cose-key.ts';

/** What a client brought back from the key. */
export interface Signed {
  readonly clientDataHash: Uint8Array;
  readonly authData: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Made extends Signed {
  /** DER, of the key's attestation. */
  readonly certificate: Uint8Array;
}

export interface Expected {
  readonly rpId: string;
  readonly userVerified: boolean;
}

/** A credential as a relying party keeps it. */
export interface Credential {
  readonly id: Uint8Array;
  readonly publicKey: KeyObject;
}

/**
 * Checks a registration as a relying party does (WebAuthn Level 3 §7.1), by the key's packed attestation.
 * @throws Error for what is wrong with it
 */
export function checkMade(made: Made, expected: Expected): Credential {
  checkData(made, expected);
  const { publicKey } = new X509Certificate(made.certificate);
  checkSignature(made, publicKey);
  const attested = parseAuthenticatorData(made.authData).attestedCredentialData;
  const spki = attested && subjectPublicKeyInfo(attested.publicKey);
  if (attested === undefined || spki === undefined) throw new Error('no credential in the data');
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return { id: attested.credentialId, publicKey: key };
}

/** Checks a sign-in (WebAuthn Level 3 §7.2). @throws Error for what is wrong with it */
export function checkGot(got: Signed, publicKey: KeyObject, expected: Expected): void {
  checkData(got, expected);
  checkSignature(got, publicKey);
}

function checkData({ authData }: Signed, { rpId, userVerified }: Expected): void {
  const data = parseAuthenticatorData(authData);
  const hash = createHash('sha256').update(rpId).digest();
  if (Buffer.compare(hash, data.rpIdHash) !== 0) throw new Error('the RP ID is another');
  if (!data.userPresent) throw new Error('nobody touched the key');
  if (data.userVerified !== userVerified) throw new Error(`user verified: ${data.userVerified}`);
}

function checkSignature({ authData, clientDataHash, signature }: Signed, key: KeyObject): void {
  const signed = Buffer.concat([authData, clientDataHash]);
  if (!verify('sha256', signed, key, signature)) throw new Error('the signature is wrong');
}
