import { createHash } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { HashFunction as WebEidHash } from '../../../shared/rpc/web-eid.ts';
import type { AttachedCard } from '../card-watch.ts';
import { cardAlgorithm } from '../signature/card-algorithm.ts';
import { isSignature } from '../signature/verify-signature.ts';
import type { SignerUse } from '../web-eid/card-signer.ts';
import type { WebEidPerson } from '../web-eid/web-eid-person.ts';
import type { ModulePlace } from './find-token.ts';
import { findPkcs11Signer } from './pkcs11-signer.ts';

const NAMES = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
} as const satisfies Readonly<Record<string, WebEidHash>>;

/**
 * Signs a message with the key of one use, through the card's middleware, and sees that the
 * certificate bears the signature out.
 * @returns as {@link CardSigner.sign}, with the certificate and the kind of its key
 * @throws WardkeyError `algorithm-unsupported` also for PSS, `card-signature-wrong`; those of
 *   {@link findPkcs11Signer} and of its signature
 */
export async function signWithMiddleware(
  place: ModulePlace,
  card: AttachedCard,
  use: SignerUse,
  message: Uint8Array,
  how: { readonly hashFunction: keyof typeof NAMES; readonly rsaPadding: 'PKCS1.5' | 'PSS' },
  person: WebEidPerson,
  signal: AbortSignal,
) {
  if (how.rsaPadding === 'PSS') throw new WardkeyError('algorithm-unsupported');
  const signer = await findPkcs11Signer(place, card, use, signal);
  const { family } = cardAlgorithm(signer.publicKey);
  const bytes = new Uint8Array(createHash(how.hashFunction).update(message).digest());
  const digest = { hashFunction: NAMES[how.hashFunction], bytes };
  const signature = await signer.sign(digest, person, signal);
  if (!isSignature(signer.publicKey, message, how, signature)) {
    throw new WardkeyError('card-signature-wrong');
  }
  return { signature, family, certificate: signer.certificate };
}
