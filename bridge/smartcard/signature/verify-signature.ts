import { constants, type KeyObject, verify } from 'node:crypto';
import type { HashToSign } from './signature-block.ts';

/**
 * Whether a signature is one over a message, by the key of a certificate.
 * @param signature of elliptic curves r and s
 */
export function isSignature(
  key: KeyObject,
  message: Uint8Array,
  { hashFunction, rsaPadding }: Omit<HashToSign, 'hash'>,
  signature: Uint8Array,
): boolean {
  const padding =
    rsaPadding === 'PSS' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify(hashFunction, message, { key, dsaEncoding: 'ieee-p1363', padding }, signature);
}
