/** A PIN or PUK with its tries (SP 800-73-4 part 2 §2.4.3): 8 bytes, padded with FF. */
export class ReferenceData {
  readonly #max: number;
  #value: Uint8Array;
  #tries: number;
  #given = 0;

  constructor(digits: string, tries: number) {
    this.#value = padded(digits);
    this.#max = tries;
    this.#tries = tries;
  }

  get max(): number {
    return this.#max;
  }

  get tries(): number {
    return this.#tries;
  }

  /** How often a value was given to be compared, right or wrong. */
  get given(): number {
    return this.#given;
  }

  /** Spends a try, and gives all back when the value is right. */
  verify(value: Uint8Array): 'right' | 'wrong' | 'blocked' {
    this.#given += 1;
    if (this.#tries === 0) return 'blocked';
    if (Buffer.compare(value, this.#value) !== 0) {
      this.#tries -= 1;
      return this.#tries === 0 ? 'blocked' : 'wrong';
    }
    this.#tries = this.#max;
    return 'right';
  }

  /** Sets another value, with all tries. */
  replace(value: Uint8Array): void {
    this.#value = Uint8Array.from(value);
    this.#tries = this.#max;
  }
}

/** Whether 8 bytes are 6 to 8 digits and their padding. */
export function isPinFormat(value: Uint8Array): boolean {
  return /^[0-9]{6,8}ÿ*$/.test(Buffer.from(value).toString('latin1')) && value.length === 8;
}

function padded(digits: string): Uint8Array {
  const bytes = new Uint8Array(8).fill(0xff);
  bytes.set(Buffer.from(digits, 'latin1'));
  return bytes;
}
