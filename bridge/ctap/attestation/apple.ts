import { createHash } from 'node:crypto';
import { attestationProblem } from './attestation-problem.ts';
import type { AttestationResult, AttestationStatement } from './attestation-statement.ts';
import { readChain } from './certificate.ts';
import { keyOfCredential } from './cose-signature.ts';
import { DER, derInside, explicitTag } from './der-reader.ts';

const NONCE = '1.2.840.113635.100.8.2';

/**
 * Checks an Apple anonymous attestation statement (WebAuthn Level 3 §8.8): the certificate was made
 * for this one credential.
 * @throws WardkeyError `device-garbled`
 */
export function verifyApple(statement: AttestationStatement): AttestationResult {
  const { attStmt, authData, authenticatorData, clientDataHash } = statement;
  const chain = readChain(attStmt);
  const [first] = chain;
  const nonce = createHash('sha256').update(authData).update(clientDataHash).digest();
  if (Buffer.compare(nonceOf(first.extensions.get(NONCE)?.value), nonce) !== 0) {
    throw attestationProblem('nonce');
  }
  const credential = keyOfCredential(authenticatorData.attestedCredentialData.publicKey);
  if (!first.publicKey.equals(credential)) throw attestationProblem('public-key');
  return { type: 'anonymization-ca', certificates: chain.map(({ der }) => der) };
}

/** A sequence of one octet string, tagged 1. */
function nonceOf(value: Uint8Array = new Uint8Array()): Uint8Array {
  const [tagged] = derInside(value, DER.sequence);
  if (tagged?.tag !== explicitTag(1) || tagged.content[0] !== DER.octetString) {
    throw attestationProblem('nonce');
  }
  return tagged.content.subarray(2);
}
