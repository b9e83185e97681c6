import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import type { KeyAgreement } from './key-agreement.ts';
import type { PinProtocol } from './pin-protocol.ts';

/** Bytes of a salt and of an output. */
const SECRET_LENGTH = 32;

/** One salt, or two at once. */
export type Salts = readonly [Uint8Array] | readonly [Uint8Array, Uint8Array];

/**
 * Salts for a key that runs hmac-secret, and the way back for what it answers (CTAP 2.1 §12.5). The
 * key agreement is that of the PIN conversation, so that it costs no command of its own.
 */
export class SealedSalts {
  readonly #protocol: PinProtocol;
  readonly #agreement: KeyAgreement;
  readonly #count: number;
  readonly #saltEnc: Uint8Array;

  /** @param salts 32 bytes each */
  constructor(protocol: PinProtocol, agreement: KeyAgreement, salts: Salts) {
    this.#protocol = protocol;
    this.#agreement = agreement;
    this.#count = salts.length;
    this.#saltEnc = protocol.encrypt(agreement.sharedSecret, Buffer.concat(salts));
  }

  /** The extension's input in a request. */
  get input(): CborMap {
    const { version } = this.#protocol;
    const saltAuth = this.#protocol.authenticate(this.#agreement.sharedSecret, this.#saltEnc);
    return new Map<number, CborValue>([
      [0x01, this.#agreement.platformKey],
      [0x02, new Uint8Array(this.#saltEnc)],
      [0x03, new Uint8Array(saltAuth)],
      // Keys from before CTAP 2.1 know no fourth member, and protocol one is what they assume.
      ...(version === 1 ? [] : [[0x04, version] as const]),
    ]);
  }

  /**
   * Opens the extension's output.
   * @returns as many outputs as there were salts, 32 bytes each
   * @throws WardkeyError `device-garbled`
   */
  open(output: Uint8Array): readonly Uint8Array[] {
    const plain = this.#protocol.decrypt(this.#agreement.sharedSecret, output);
    if (plain.length !== this.#count * SECRET_LENGTH) {
      throw new WardkeyError('device-garbled', { facts: { reason: 'hmac-secret-length' } });
    }
    return Array.from({ length: this.#count }, (_, index) =>
      plain.slice(index * SECRET_LENGTH, (index + 1) * SECRET_LENGTH),
    );
  }
}
