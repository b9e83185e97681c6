import { createECDH, type ECDH, randomBytes, timingSafeEqual } from 'node:crypto';
import { integer, optional } from '../cbor/parameters.ts';
import type { CborMap } from '../cbor/value.ts';
import { CtapFault, STATUS } from '../status.ts';

export type PinProtocolNumber = 1 | 2;

/** What the two protocols do differently (CTAP 2.1 §6.5.6 and §6.5.7). */
export interface PinProtocolCipher {
  /** @param z x-coordinate of the shared point, 32 bytes */
  deriveSecret(z: Uint8Array): Uint8Array;
  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** @throws CtapFault invalidParameter */
  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array;
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array;
}

/** The key's side of one PIN/UV auth protocol (CTAP 2.1 §6.5.4). */
export class PinProtocol {
  readonly number: PinProtocolNumber;
  readonly #cipher: PinProtocolCipher;
  #agreement: ECDH = newAgreement();
  #token: Uint8Array = randomBytes(32);

  constructor(number: PinProtocolNumber, cipher: PinProtocolCipher) {
    this.number = number;
    this.#cipher = cipher;
  }

  /** pinUvAuthToken, 32 bytes. */
  get token(): Uint8Array {
    return this.#token;
  }

  regenerate(): void {
    this.#agreement = newAgreement();
  }

  resetToken(): void {
    this.#token = randomBytes(32);
  }

  /** The public key that getKeyAgreement answers, as COSE_Key. */
  publicKey(): CborMap {
    const point = this.#agreement.getPublicKey();
    return new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -25],
      [-1, 1],
      [-2, point.subarray(1, 33)],
      [-3, point.subarray(33, 65)],
    ]);
  }

  /** @throws CtapFault invalidParameter for what is no point on P-256 */
  decapsulate(peer: CborMap): Uint8Array {
    const x = peer.get(-2);
    const y = peer.get(-3);
    const right =
      optional(peer, 1, integer) === 2 &&
      optional(peer, 3, integer) === -25 &&
      optional(peer, -1, integer) === 1;
    if (!right || !isCoordinate(x) || !isCoordinate(y)) {
      throw new CtapFault(STATUS.invalidParameter);
    }
    try {
      const z = this.#agreement.computeSecret(Buffer.concat([Uint8Array.of(4), x, y]));
      return this.#cipher.deriveSecret(z);
    } catch {
      throw new CtapFault(STATUS.invalidParameter);
    }
  }

  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array {
    return this.#cipher.encrypt(secret, plaintext);
  }

  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    return this.#cipher.decrypt(secret, ciphertext);
  }

  /** @throws CtapFault pinAuthInvalid */
  verify(key: Uint8Array, message: Uint8Array, mac: Uint8Array): void {
    const expected = this.#cipher.authenticate(key, message);
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
      throw new CtapFault(STATUS.pinAuthInvalid);
    }
  }
}

function newAgreement(): ECDH {
  const agreement = createECDH('prime256v1');
  agreement.generateKeys();
  return agreement;
}

function isCoordinate(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 32;
}
