import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardAlgorithm } from './card-algorithm.ts';
import { HASH_FUNCTIONS, type HashFunction } from './hash-functions.ts';
import { pkcs1Block, pssBlock } from './rsa-blocks.ts';

/** What is to be signed. */
export interface HashToSign {
  readonly hash: Uint8Array;
  readonly hashFunction: HashFunction;
  /** How a hash is made as long as an RSA key; elliptic curves know one way only. */
  readonly rsaPadding: 'PKCS1.5' | 'PSS';
}

/**
 * What the card's private key is applied to.
 * @returns as many bytes as the modulus or the curve's order has
 * @throws WardkeyError `algorithm-unsupported`; `options-invalid` for a hash of the wrong length
 */
export function signatureBlock(
  { family, bytes }: CardAlgorithm,
  { hash, hashFunction, rsaPadding }: HashToSign,
): Uint8Array {
  if (hash.length !== HASH_FUNCTIONS[hashFunction].bytes) throw new WardkeyError('options-invalid');
  if (family === 'RSA') {
    return (rsaPadding === 'PSS' ? pssBlock : pkcs1Block)(hashFunction, hash, bytes);
  }
  // FIPS 186-5 §6.4.1: the leftmost bits count; zeros in front do not change a short one.
  const block = new Uint8Array(bytes);
  const leftmost = hash.subarray(0, bytes);
  block.set(leftmost, bytes - leftmost.length);
  return block;
}
