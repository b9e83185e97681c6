import { createHash } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardPerson } from '../card-person.ts';
import type { HashToSign } from '../signature/signature-block.ts';
import { isSignature } from '../signature/verify-signature.ts';
import type { OpenPiv } from './open-piv.ts';
import { signHash } from './sign-hash.ts';
import type { SlotKey } from './slot-certificate.ts';

/**
 * Signs a message with the key of a slot, and sees that the certificate bears the signature out.
 * @returns as {@link signHash}
 * @throws WardkeyError `card-signature-wrong`; those of {@link signHash}
 */
export async function signMessage(
  piv: OpenPiv,
  key: SlotKey,
  message: Uint8Array,
  how: Omit<HashToSign, 'hash'>,
  person: CardPerson,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const hash = createHash(how.hashFunction).update(message).digest();
  const signature = await signHash(piv, key, { ...how, hash }, person, signal);
  if (!isSignature(key.publicKey, message, how, signature)) {
    throw new WardkeyError('card-signature-wrong', { facts: { slot: key.slot } });
  }
  return signature;
}
