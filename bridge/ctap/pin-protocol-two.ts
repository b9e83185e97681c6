import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { PinProtocol } from './pin-protocol.ts';

const IV_LENGTH = 16;
const ZERO_SALT = new Uint8Array(32);

/** PIN/UV auth protocol two (CTAP 2.1 §6.5.7). Its shared secret is HMAC key (32) and AES key (32). */
export const pinProtocolTwo: PinProtocol = {
  version: 2,

  deriveSharedSecret(z) {
    const expand = (info: string) => Buffer.from(hkdfSync('sha256', z, ZERO_SALT, info, 32));
    return Buffer.concat([expand('CTAP2 HMAC key'), expand('CTAP2 AES key')]);
  },

  encrypt(key, plaintext) {
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-cbc', key.subarray(32), iv).setAutoPadding(false);
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final()]);
  },

  decrypt(key, ciphertext) {
    if (ciphertext.length <= IV_LENGTH || ciphertext.length % 16 !== 0) {
      throw new WardkeyError('device-garbled', { facts: { reason: 'ciphertext-length' } });
    }
    const iv = ciphertext.subarray(0, IV_LENGTH);
    const decipher = createDecipheriv('aes-256-cbc', key.subarray(32), iv).setAutoPadding(false);
    return Buffer.concat([decipher.update(ciphertext.subarray(IV_LENGTH)), decipher.final()]);
  },

  // A token is 32 bytes, a shared secret begins with the HMAC key.
  authenticate(key, message) {
    return createHmac('sha256', key.subarray(0, 32)).update(message).digest();
  },

  isTokenLength(length) {
    return length === 32;
  },
};
