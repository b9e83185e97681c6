import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import type { PinProtocolCipher } from './pin-protocol.ts';

const SALT = new Uint8Array(32);

/** PIN/UV auth protocol 2 (CTAP 2.1 §6.5.7). A secret is the HMAC key, then the AES key: 64 bytes. */
export const protocolTwo: PinProtocolCipher = {
  deriveSecret: (z) =>
    Buffer.concat([
      new Uint8Array(hkdfSync('sha256', z, SALT, 'CTAP2 HMAC key', 32)),
      new Uint8Array(hkdfSync('sha256', z, SALT, 'CTAP2 AES key', 32)),
    ]),
  encrypt(secret, plaintext) {
    const iv = randomBytes(16);
    const cipher = createCipheriv('aes-256-cbc', secret.subarray(32), iv).setAutoPadding(false);
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final()]);
  },
  decrypt(secret, ciphertext) {
    if (ciphertext.length < 16 || ciphertext.length % 16 !== 0) {
      throw new CtapFault(STATUS.invalidParameter);
    }
    const iv = ciphertext.subarray(0, 16);
    const decipher = createDecipheriv('aes-256-cbc', secret.subarray(32), iv).setAutoPadding(false);
    return Buffer.concat([decipher.update(ciphertext.subarray(16)), decipher.final()]);
  },
  authenticate: (key, message) =>
    createHmac('sha256', key.subarray(0, 32)).update(message).digest(),
};
