import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { HASH_BYTES, type WebEidSign, type WebEidSignature } from '../../../shared/rpc/web-eid.ts';
import { isSignatureOfHash } from '../signature/verify-hash.ts';
import type { CardSigner, Digest } from './card-signer.ts';
import { nodeNameOf, signatureAlgorithmOf } from './signature-algorithms.ts';
import type { WebEidPerson } from './web-eid-person.ts';

/**
 * What a page wants signed.
 * @throws WardkeyError `options-invalid` when the hash is not as long as its function makes it
 */
export function readDigest({
  hash,
  hashFunction,
}: Pick<WebEidSign, 'hash' | 'hashFunction'>): Digest {
  const bytes = new Uint8Array(Buffer.from(hash, 'base64'));
  // A hash of another length could be the inside of another function's signature.
  if (bytes.length !== HASH_BYTES[hashFunction]) throw new WardkeyError('options-invalid');
  return { hashFunction, bytes };
}

/**
 * Signs with the signature key, and with the one whose certificate the page was given. What comes out
 * is seen to hold before anybody gets it.
 * @param certificate base64 of the certificate's DER
 * @throws WardkeyError `options-invalid` for another certificate, `algorithm-unsupported`,
 *   `card-signature-wrong`, those of {@link CardSigner.sign}
 */
export async function sign(
  signer: CardSigner,
  certificate: string,
  digest: Digest,
  person: WebEidPerson,
  signal: AbortSignal,
): Promise<WebEidSignature> {
  if (!Buffer.from(certificate, 'base64').equals(signer.certificate)) {
    throw new WardkeyError('options-invalid', { facts: { reason: 'certificate' } });
  }
  const signatureAlgorithm = signatureAlgorithmOf(signer.publicKey, digest.hashFunction);
  const signature = await signer.sign(digest, person, signal);
  const name = nodeNameOf(digest.hashFunction);
  if (!isSignatureOfHash(signer.publicKey, digest.bytes, name, signature)) {
    throw new WardkeyError('card-signature-wrong', { facts: { slot: '9c' } });
  }
  return { signature: Buffer.from(signature).toString('base64'), signatureAlgorithm };
}
