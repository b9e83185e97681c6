import { hkdfSync } from 'node:crypto';
import type { CborMap } from './cbor-value.ts';
import { asBytes, garbledMember, required } from './members.ts';
import type { PinProtocol, PinUvAuth } from './pin-protocol.ts';

/** Permissions of a token (CTAP 2.1 §6.5.5.7). */
export const PERMISSION = {
  mc: 0x01,
  ga: 0x02,
  cm: 0x04,
  be: 0x08,
  lbw: 0x10,
  acfg: 0x20,
  pcmr: 0x40,
} as const;

/** A pinUvAuthToken: what a key gives for a right PIN or fingerprint. */
export class PinUvAuthToken {
  readonly #protocol: PinProtocol;
  readonly #token: Uint8Array;

  /** @param token 16 or 32 bytes; it becomes this object's own, and is zeroed in the end */
  constructor(protocol: PinProtocol, token: Uint8Array) {
    this.#protocol = protocol;
    this.#token = token;
  }

  /**
   * Signs a request with the token.
   * @param message what the command says is signed: the client data hash for makeCredential and
   *   getAssertion
   */
  authenticate(message: Uint8Array): PinUvAuth {
    const param = new Uint8Array(this.#protocol.authenticate(this.#token, message));
    return { param, protocol: this.#protocol.version };
  }

  /**
   * A key that only the holders of the token know: HKDF-SHA-256 with a salt of 32 zero bytes.
   * @param info what it is for
   * @param length bytes
   */
  deriveKey(info: string, length: number): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#token, new Uint8Array(32), info, length));
  }

  /** Zeroes the token, which signs nothing afterwards. */
  dispose(): void {
    this.#token.fill(0);
  }
}

/**
 * Reads the token out of a key's answer.
 * @throws WardkeyError `device-garbled`
 */
export function readToken(
  protocol: PinProtocol,
  sharedSecret: Uint8Array,
  answer: CborMap,
): PinUvAuthToken {
  const token = protocol.decrypt(sharedSecret, required(answer, 0x02, asBytes));
  if (!protocol.isTokenLength(token.length)) throw garbledMember(0x02);
  return new PinUvAuthToken(protocol, token);
}
