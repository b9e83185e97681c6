import { createHash } from 'node:crypto';
import type { CborMap } from '../cbor-value.ts';
import { asBytes, asInteger, asText, required } from '../members.ts';
import { attestationProblem } from './attestation-problem.ts';
import type { AttestationResult, AttestationStatement } from './attestation-statement.ts';
import { type AttestationCertificate, readChain } from './certificate.ts';
import { checkCertificate, namesPurpose } from './certificate-rules.ts';
import { checkSignature, hashOfAlgorithm } from './cose-signature.ts';
import { parseTpmCertify, parseTpmPublic, type TpmPublic } from './tpm-structures.ts';

/** tcg-kp-AIKCertificate, 2.23.133.8.3, as DER writes it. */
const AIK_CERTIFICATE = Uint8Array.of(0x67, 0x81, 0x05, 0x08, 0x03);
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

/** TPM_ALG_ID of hashes (TPM 2.0 Library part 2 §6.3), by Node's names. */
const HASHES: ReadonlyMap<number, string> = new Map([
  [0x0004, 'sha1'],
  [0x000b, 'sha256'],
  [0x000c, 'sha384'],
  [0x000d, 'sha512'],
]);

/** TPM_ECC_CURVE (§6.4) and the COSE curve that it is. */
const CURVES: ReadonlyMap<number, number> = new Map([
  [0x0003, 1],
  [0x0004, 2],
  [0x0005, 3],
]);

/**
 * Checks a TPM attestation statement (WebAuthn Level 3 §8.3).
 * @throws WardkeyError `device-garbled`
 */
export function verifyTpm(statement: AttestationStatement): AttestationResult {
  const { attStmt, authData, authenticatorData, clientDataHash } = statement;
  if (required(attStmt, 'ver', asText) !== '2.0') throw attestationProblem('tpm-version');
  const algorithm = required(attStmt, 'alg', asInteger);
  const pubArea = required(attStmt, 'pubArea', asBytes);
  const certInfo = required(attStmt, 'certInfo', asBytes);
  const { publicKey, aaguid } = authenticatorData.attestedCredentialData;

  const area = parseTpmPublic(pubArea);
  if (!isSameKey(area, publicKey)) throw attestationProblem('public-key');
  const { extraData, name } = parseTpmCertify(certInfo);
  const attested = createHash(hashOfAlgorithm(algorithm)).update(authData).update(clientDataHash);
  if (Buffer.compare(extraData, attested.digest()) !== 0)
    throw attestationProblem('tpm-extra-data');
  if (Buffer.compare(name, nameOf(area, pubArea)) !== 0) throw attestationProblem('tpm-name');

  const chain = readChain(attStmt);
  const [first] = chain;
  checkSignature(algorithm, first.publicKey, certInfo, required(attStmt, 'sig', asBytes));
  checkCertificate(first, aaguid);
  checkIdentityCertificate(first);
  return { type: 'attestation-ca', certificates: chain.map(({ der }) => der) };
}

/** WebAuthn Level 3 §8.3.1. */
function checkIdentityCertificate(certificate: AttestationCertificate): void {
  if (certificate.subject.size > 0) throw attestationProblem('certificate-subject');
  if (!certificate.extensions.has(SUBJECT_ALTERNATIVE_NAME)) {
    throw attestationProblem('certificate-alternative-name');
  }
  if (!namesPurpose(certificate, AIK_CERTIFICATE)) throw attestationProblem('certificate-purpose');
}

/** The name of an object: its hash algorithm and the hash of its public area (part 1 §16). */
function nameOf({ nameAlg }: TpmPublic, pubArea: Uint8Array): Uint8Array {
  const hash = HASHES.get(nameAlg);
  if (hash === undefined) throw attestationProblem('tpm-name');
  const digest = createHash(hash).update(pubArea).digest();
  return Buffer.concat([Uint8Array.of(nameAlg >> 8, nameAlg & 0xff), digest]);
}

function isSameKey(area: TpmPublic, key: CborMap): boolean {
  if (area.kind === 'rsa') {
    const exponent = Buffer.alloc(4);
    exponent.writeUInt32BE(area.exponent);
    return isSameNumber(area.modulus, key.get(-1)) && isSameNumber(exponent, key.get(-2));
  }
  const curve = CURVES.get(area.curve);
  return (
    curve !== undefined &&
    curve === key.get(-1) &&
    isSameNumber(area.x, key.get(-2)) &&
    isSameNumber(area.y, key.get(-3))
  );
}

/** TPM and COSE differ in leading zeros. */
function isSameNumber(number: Uint8Array, other: unknown): boolean {
  const bare = (bytes: Uint8Array) => bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return other instanceof Uint8Array && Buffer.compare(bare(number), bare(other)) === 0;
}
