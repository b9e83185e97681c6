import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { PinProtocol } from './pin-protocol.ts';

const ZERO_IV = new Uint8Array(16);

/** PIN/UV auth protocol one (CTAP 2.1 §6.5.6). */
export const pinProtocolOne: PinProtocol = {
  version: 1,

  deriveSharedSecret(z) {
    return createHash('sha256').update(z).digest();
  },

  encrypt(key, plaintext) {
    const cipher = createCipheriv('aes-256-cbc', key, ZERO_IV).setAutoPadding(false);
    return Buffer.concat([cipher.update(plaintext), cipher.final()]);
  },

  decrypt(key, ciphertext) {
    if (ciphertext.length === 0 || ciphertext.length % 16 !== 0) {
      throw new WardkeyError('device-garbled', { facts: { reason: 'ciphertext-length' } });
    }
    const decipher = createDecipheriv('aes-256-cbc', key, ZERO_IV).setAutoPadding(false);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },

  authenticate(key, message) {
    return createHmac('sha256', key).update(message).digest().subarray(0, 16);
  },

  // CTAP 2.0 let the key choose any multiple of 16; 2.1 names these two.
  isTokenLength(length) {
    return length === 16 || length === 32;
  },
};
