import type { KeyObject } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import {
  HASH_BYTES,
  type HashFunction,
  type SignatureAlgorithm,
  type WebEidToken,
} from '../../../shared/rpc/web-eid.ts';

const HASH_FUNCTIONS = Object.keys(HASH_BYTES) as HashFunction[];

export interface TokenAlgorithm {
  /** JWA name (RFC 7518 §3.1). */
  readonly algorithm: WebEidToken['algorithm'];
  readonly hashFunction: HashFunction;
}

/**
 * The algorithm that a key signs tokens with.
 * @throws WardkeyError `algorithm-unsupported`
 */
export function tokenAlgorithmOf(publicKey: KeyObject): TokenAlgorithm {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa') return { algorithm: 'RS256', hashFunction: 'SHA-256' };
  if (type === 'ec' && details?.namedCurve === 'prime256v1') {
    return { algorithm: 'ES256', hashFunction: 'SHA-256' };
  }
  if (type === 'ec' && details?.namedCurve === 'secp384r1') {
    return { algorithm: 'ES384', hashFunction: 'SHA-384' };
  }
  throw new WardkeyError('algorithm-unsupported');
}

/** All that a key can sign, as a page is told. @throws WardkeyError `algorithm-unsupported` */
export function signatureAlgorithmsOf(publicKey: KeyObject): readonly SignatureAlgorithm[] {
  return HASH_FUNCTIONS.map((hashFunction) => signatureAlgorithmOf(publicKey, hashFunction));
}

/** How a key signs the result of a hash function. @throws WardkeyError `algorithm-unsupported` */
export function signatureAlgorithmOf(
  publicKey: KeyObject,
  hashFunction: HashFunction,
): SignatureAlgorithm {
  const isRsa = tokenAlgorithmOf(publicKey).algorithm === 'RS256';
  return {
    cryptoAlgorithm: isRsa ? 'RSA' : 'ECC',
    hashFunction,
    paddingScheme: isRsa ? 'PKCS1.5' : 'NONE',
  };
}

const NODE_NAMES = {
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
} as const satisfies Readonly<Record<HashFunction, string>>;

/** A hash function as node:crypto names it. */
export function nodeNameOf(hashFunction: HashFunction): (typeof NODE_NAMES)[HashFunction] {
  return NODE_NAMES[hashFunction];
}
