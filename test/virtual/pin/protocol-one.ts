import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import type { PinProtocolCipher } from './pin-protocol.ts';

const ZERO_IV = new Uint8Array(16);

/** PIN/UV auth protocol 1 (CTAP 2.1 §6.5.6). */
export const protocolOne: PinProtocolCipher = {
  deriveSecret: (z) => createHash('sha256').update(z).digest(),
  encrypt(secret, plaintext) {
    const cipher = createCipheriv('aes-256-cbc', secret, ZERO_IV).setAutoPadding(false);
    return Buffer.concat([cipher.update(plaintext), cipher.final()]);
  },
  decrypt(secret, ciphertext) {
    if (ciphertext.length % 16 !== 0) throw new CtapFault(STATUS.invalidParameter);
    const decipher = createDecipheriv('aes-256-cbc', secret, ZERO_IV).setAutoPadding(false);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
  authenticate: (key, message) =>
    createHmac('sha256', key).update(message).digest().subarray(0, 16),
};
