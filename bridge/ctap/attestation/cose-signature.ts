import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { CborMap } from '../cbor-value.ts';
import { subjectPublicKeyInfo } from '../cose-key.ts';
import { attestationProblem } from './attestation-problem.ts';

interface SignatureRule {
  /** `null` where the algorithm hashes by itself. */
  readonly hash: string | null;
  readonly keyTypes: readonly string[];
  readonly pss?: true;
}

/** COSE algorithms (RFC 9053 §2, RFC 8812 §2, RFC 9864 §2) by how Node checks them. */
const RULES: ReadonlyMap<number, SignatureRule> = new Map<number, SignatureRule>([
  [-7, { hash: 'sha256', keyTypes: ['ec'] }],
  [-35, { hash: 'sha384', keyTypes: ['ec'] }],
  [-36, { hash: 'sha512', keyTypes: ['ec'] }],
  [-9, { hash: 'sha256', keyTypes: ['ec'] }],
  [-51, { hash: 'sha384', keyTypes: ['ec'] }],
  [-52, { hash: 'sha512', keyTypes: ['ec'] }],
  [-8, { hash: null, keyTypes: ['ed25519', 'ed448'] }],
  [-19, { hash: null, keyTypes: ['ed25519'] }],
  [-53, { hash: null, keyTypes: ['ed448'] }],
  [-37, { hash: 'sha256', keyTypes: ['rsa'], pss: true }],
  [-38, { hash: 'sha384', keyTypes: ['rsa'], pss: true }],
  [-39, { hash: 'sha512', keyTypes: ['rsa'], pss: true }],
  [-257, { hash: 'sha256', keyTypes: ['rsa'] }],
  [-258, { hash: 'sha384', keyTypes: ['rsa'] }],
  [-259, { hash: 'sha512', keyTypes: ['rsa'] }],
  [-65535, { hash: 'sha1', keyTypes: ['rsa'] }],
]);

/**
 * The hash of a COSE signature algorithm, by Node's name.
 * @throws WardkeyError `device-garbled` for an algorithm that has none or is not known
 */
export function hashOfAlgorithm(algorithm: number): string {
  const hash = RULES.get(algorithm)?.hash;
  if (hash === undefined || hash === null) throw attestationProblem('algorithm');
  return hash;
}

/**
 * Checks a signature.
 * @throws WardkeyError `device-garbled` when it is not right, or the key is none for the algorithm
 */
export function checkSignature(
  algorithm: number,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): void {
  const rule = RULES.get(algorithm);
  if (rule === undefined || !rule.keyTypes.includes(key.asymmetricKeyType ?? '')) {
    throw attestationProblem('algorithm');
  }
  const pss = {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  let right = false;
  try {
    right = verify(rule.hash, signed, rule.pss ? { key, ...pss } : key, signature);
  } catch {
    // A signature of a form that cannot be right.
  }
  if (!right) throw attestationProblem('signature');
}

/**
 * A credential's public key for checking its signatures.
 * @throws WardkeyError `device-garbled`
 */
export function keyOfCredential(publicKey: CborMap): KeyObject {
  const spki = subjectPublicKeyInfo(publicKey);
  if (spki === undefined) throw attestationProblem('algorithm');
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}
