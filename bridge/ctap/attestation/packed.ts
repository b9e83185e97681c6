import { coseAlgorithm } from '../cose-key.ts';
import { asBytes, asInteger, required } from '../members.ts';
import { attestationProblem } from './attestation-problem.ts';
import type { AttestationResult, AttestationStatement } from './attestation-statement.ts';
import { type AttestationCertificate, readChain } from './certificate.ts';
import { checkCertificate } from './certificate-rules.ts';
import { checkSignature, keyOfCredential } from './cose-signature.ts';

/** Attributes of the subject (WebAuthn Level 3 §8.2.1). */
const SUBJECT = { country: '2.5.4.6', organisation: '2.5.4.10', unit: '2.5.4.11', name: '2.5.4.3' };

/**
 * Checks a packed attestation statement (WebAuthn Level 3 §8.2).
 * @throws WardkeyError `device-garbled`
 */
export function verifyPacked(statement: AttestationStatement): AttestationResult {
  const { attStmt, authData, authenticatorData, clientDataHash } = statement;
  const algorithm = required(attStmt, 'alg', asInteger);
  const signature = required(attStmt, 'sig', asBytes);
  const signed = Buffer.concat([authData, clientDataHash]);
  const { publicKey, aaguid } = authenticatorData.attestedCredentialData;
  if (!attStmt.has('x5c')) {
    if (algorithm !== coseAlgorithm(publicKey)) throw attestationProblem('algorithm');
    checkSignature(algorithm, keyOfCredential(publicKey), signed, signature);
    return { type: 'self', certificates: [] };
  }
  const chain = readChain(attStmt);
  const [first] = chain;
  checkSignature(algorithm, first.publicKey, signed, signature);
  checkCertificate(first, aaguid);
  checkSubject(first);
  return { type: 'basic', certificates: chain.map(({ der }) => der) };
}

function checkSubject({ subject }: AttestationCertificate): void {
  const named = [SUBJECT.country, SUBJECT.organisation, SUBJECT.name].every(
    (attribute) => (subject.get(attribute) ?? '') !== '',
  );
  if (!named || subject.get(SUBJECT.unit) !== 'Authenticator Attestation') {
    throw attestationProblem('certificate-subject');
  }
}
