import { asBytes, required } from '../members.ts';
import { attestationProblem } from './attestation-problem.ts';
import type { AttestationResult, AttestationStatement } from './attestation-statement.ts';
import { readChain } from './certificate.ts';
import { checkSignature } from './cose-signature.ts';

const ES256 = -7;

/**
 * Checks the attestation statement of U2F (WebAuthn Level 3 §8.6).
 * @throws WardkeyError `device-garbled`
 */
export function verifyFidoU2f(statement: AttestationStatement): AttestationResult {
  const { attStmt, authenticatorData, clientDataHash } = statement;
  const signature = required(attStmt, 'sig', asBytes);
  const [certificate, ...others] = readChain(attStmt);
  if (others.length > 0) throw attestationProblem('x5c');
  if (certificate.publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw attestationProblem('certificate-key');
  }
  const { credentialId, publicKey } = authenticatorData.attestedCredentialData;
  const [x, y] = [required(publicKey, -2, asBytes), required(publicKey, -3, asBytes)];
  if (x.length !== 32 || y.length !== 32) throw attestationProblem('public-key');
  const signed = Buffer.concat([
    Uint8Array.of(0x00),
    authenticatorData.rpIdHash,
    clientDataHash,
    credentialId,
    Uint8Array.of(0x04),
    x,
    y,
  ]);
  checkSignature(ES256, certificate.publicKey, signed, signature);
  return { type: 'basic', certificates: [certificate.der] };
}
