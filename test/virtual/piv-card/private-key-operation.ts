import {
  constants,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { type RawCurve, signHash } from './raw-ecdsa.ts';

/** Algorithm identifiers of SP 800-78-4 table 6-2. */
export const ALGORITHM = {
  rsa1024: 0x06,
  rsa2048: 0x07,
  rsa3072: 0x05,
  p256: 0x11,
  p384: 0x14,
} as const;

export type KeyAlgorithm = keyof typeof ALGORITHM;

const POINT_BYTES = 65;

/** The curve of an algorithm, `null` for RSA. */
function curveOf(algorithm: KeyAlgorithm): RawCurve | null {
  return algorithm === 'p256' || algorithm === 'p384' ? algorithm : null;
}

/**
 * The bare RSA private operation on a block that the caller has padded, or ECDSA over its hash.
 * @returns `null` for a block of the wrong size
 */
export function signBlock(
  key: KeyObject,
  algorithm: KeyAlgorithm,
  block: Uint8Array,
): Uint8Array | null {
  const curve = curveOf(algorithm);
  if (curve !== null) {
    const most = curve === 'p256' ? 32 : 48;
    return block.length >= 20 && block.length <= most ? signHash(key, curve, block) : null;
  }
  if (block.length * 8 !== key.asymmetricKeyDetails?.modulusLength) return null;
  // Deciphering without padding is the same operation as signing.
  return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

/** ECDH with an uncompressed point (SP 800-73-4 part 2 appendix A.4.2); `null` for what is none. */
export function agreeKey(key: KeyObject, point: Uint8Array): Uint8Array | null {
  if (point.length !== POINT_BYTES || point[0] !== 4) return null;
  const coordinate = (from: number) =>
    Buffer.from(point.subarray(from, from + 32)).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
  try {
    return diffieHellman({
      privateKey: key,
      publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    });
  } catch {
    return null;
  }
}
