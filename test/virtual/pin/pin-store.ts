import { createHash, timingSafeEqual } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';

/** CTAP 2.1 §6.5.2.2: eight tries in all, three in a row between power-ups. */
export const MAX_PIN_TRIES = 8;
const MAX_TRIES_PER_POWER_CYCLE = 3;

/** The PIN, of which a key keeps a hash only, and its tries. */
export class PinStore {
  /** Unicode code points. */
  minLength: number;
  readonly #leastLength: number;
  #length = 0;
  #hash: Uint8Array | undefined;
  #triesLeft = MAX_PIN_TRIES;
  #wrongInARow = 0;
  /** CTAP 2.1 §6.4, forcePINChange: a right PIN counts as wrong until it was changed. */
  mustChange: boolean;

  /** @param minLength Unicode code points, until the owner asks for more */
  constructor(minLength: number, mustChange: boolean) {
    this.minLength = minLength;
    this.#leastLength = minLength;
    this.mustChange = mustChange;
  }

  get isSet(): boolean {
    return this.#hash !== undefined;
  }

  get triesLeft(): number {
    return this.#triesLeft;
  }

  /** Three wrong PINs in a row: nothing but a power cycle lets the next one be tried. */
  get needsPowerCycle(): boolean {
    return this.#wrongInARow >= MAX_TRIES_PER_POWER_CYCLE;
  }

  powerCycle(): void {
    this.#wrongInARow = 0;
  }

  /**
   * Stores a new PIN.
   * @param pin its UTF-8 bytes
   * @throws CtapFault pinPolicyViolation
   */
  set(pin: Uint8Array): void {
    const hash = pinHash(pin);
    const length = [...Buffer.from(pin).toString('utf8')].length;
    const unchanged = this.mustChange && this.#hash !== undefined && this.#matches(hash);
    if (length < this.minLength || pin.length > 63 || unchanged) {
      throw new CtapFault(STATUS.pinPolicyViolation);
    }
    this.#hash = hash;
    this.#length = length;
    this.#triesLeft = MAX_PIN_TRIES;
    this.mustChange = false;
  }

  /** Whether the PIN that is set has fewer code points. */
  isShorterThan(length: number): boolean {
    return this.isSet && this.#length < length;
  }

  /** Goes on from tries that were spent before. @param triesLeft 0 to 8 */
  resume(triesLeft: number): void {
    this.#triesLeft = triesLeft;
  }

  /** @throws CtapFault pinNotSet, pinBlocked, pinAuthBlocked: no try was spent */
  assertUsable(): void {
    if (!this.isSet) throw new CtapFault(STATUS.pinNotSet);
    if (this.#triesLeft === 0) throw new CtapFault(STATUS.pinBlocked);
    if (this.needsPowerCycle) throw new CtapFault(STATUS.pinAuthBlocked);
  }

  /**
   * Spends one try, and gives it back when the hash is right.
   * @param hash first 16 bytes of the SHA-256 of the PIN
   * @throws CtapFault pinInvalid, pinAuthBlocked, pinBlocked
   */
  check(hash: Uint8Array): void {
    this.#triesLeft -= 1;
    if (this.#matches(hash)) {
      this.#triesLeft = MAX_PIN_TRIES;
      this.#wrongInARow = 0;
      return;
    }
    this.#wrongInARow += 1;
    if (this.#triesLeft === 0) throw new CtapFault(STATUS.pinBlocked);
    if (this.needsPowerCycle) throw new CtapFault(STATUS.pinAuthBlocked);
    throw new CtapFault(STATUS.pinInvalid);
  }

  /** Forgets the PIN, as authenticatorReset does. */
  clear(): void {
    this.#hash = undefined;
    this.minLength = this.#leastLength;
    this.#triesLeft = MAX_PIN_TRIES;
    this.#wrongInARow = 0;
    this.mustChange = false;
  }

  #matches(hash: Uint8Array): boolean {
    return this.#hash?.length === hash.length && timingSafeEqual(this.#hash, hash);
  }
}

function pinHash(pin: Uint8Array): Uint8Array {
  return createHash('sha256').update(pin).digest().subarray(0, 16);
}
