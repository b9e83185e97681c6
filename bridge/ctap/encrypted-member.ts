import { createDecipheriv } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { PinUvAuthToken } from './pin-uv-auth-token.ts';

const IV_LENGTH = 16;
const KEY_LENGTH = 16;

/** Members of getInfo that only the holder of a persistent token can read (CTAP 2.3 §6.4). */
export type EncryptedMember = 'encIdentifier' | 'encCredStoreState';

/**
 * Reads such a member: the key's own identifier, or what changes with its stored credentials. The key
 * encrypts it anew each time, so that nobody else can follow it.
 * @param token a persistent one
 * @param sealed IV (16 bytes) and ciphertext
 * @throws WardkeyError `device-garbled`
 */
export function openMember(
  token: PinUvAuthToken,
  member: EncryptedMember,
  sealed: Uint8Array,
): Uint8Array {
  if (sealed.length <= IV_LENGTH || sealed.length % 16 !== 0) {
    throw new WardkeyError('device-garbled', { facts: { reason: member } });
  }
  const key = token.deriveKey(member, KEY_LENGTH);
  const decipher = createDecipheriv('aes-128-cbc', key, sealed.subarray(0, IV_LENGTH));
  decipher.setAutoPadding(false);
  const plain = [decipher.update(sealed.subarray(IV_LENGTH)), decipher.final()];
  return new Uint8Array(Buffer.concat(plain));
}
