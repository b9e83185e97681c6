import { constants, type KeyObject, publicDecrypt } from 'node:crypto';
import { type Affine, CURVES, type Curve, inverted, sumOfMultiples } from './ecdsa-curve.ts';
import type { HashFunction } from './hash-functions.ts';
import { pkcs1Block } from './rsa-blocks.ts';

/**
 * Whether a signature is one over a hash that was made elsewhere, by the key of a certificate. The
 * system's own library checks messages only, which nobody has here.
 * @param hash as long as its function makes it
 * @param signature PKCS #1 v1.5 for RSA; of elliptic curves r and s, each as long as the order
 */
export function isSignatureOfHash(
  key: KeyObject,
  hash: Uint8Array,
  hashFunction: HashFunction,
  signature: Uint8Array,
): boolean {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (curve !== undefined) return isEcdsa(curve, pointOf(key), hash, signature);
  return key.asymmetricKeyType === 'rsa' && isRsa(key, hash, hashFunction, signature);
}

/** RFC 8017 §8.2.2: what the public key makes of it is the very block that was signed. */
function isRsa(
  key: KeyObject,
  hash: Uint8Array,
  hashFunction: HashFunction,
  signature: Uint8Array,
): boolean {
  try {
    const block = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
    return block.equals(pkcs1Block(hashFunction, hash, block.length));
  } catch {
    // Of another length than the modulus, or no smaller number.
    return false;
  }
}

/** FIPS 186-5 §6.4.2. */
function isEcdsa(
  curve: Curve,
  publicKey: Affine,
  hash: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { bytes, generator, order } = curve;
  if (signature.length !== 2 * bytes) return false;
  const r = numberOf(signature.subarray(0, bytes));
  const s = numberOf(signature.subarray(bytes));
  if (r <= 0n || r >= order || s <= 0n || s >= order) return false;
  const inverse = inverted(s, order);
  const first = (numberOf(hash.subarray(0, bytes)) * inverse) % order;
  const second = (r * inverse) % order;
  const x = sumOfMultiples(curve, [generator, first], [publicKey, second]);
  return x !== null && x % order === r;
}

function pointOf(key: KeyObject): Affine {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return { x: numberOf(Buffer.from(x, 'base64url')), y: numberOf(Buffer.from(y, 'base64url')) };
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}
