import { pinBytes } from './pin-bytes.ts';

/**
 * An entry shorter than PINs are by the specification, which may be a slip: it counts as meant when the
 * very same comes again. What it was is kept as bytes, so that it can be wiped.
 */
export class ShortEntry {
  #bytes: Uint8Array | null = null;

  /**
   * Keeps an entry in the place of the one before.
   * @param entry at most 8 characters
   * @returns whether it is the same as the one before
   */
  isRepeatedBy(entry: string): boolean {
    const before = this.#bytes;
    const bytes = pinBytes(entry);
    const isSame = before?.every((byte, at) => byte === bytes[at]) ?? false;
    before?.fill(0);
    this.#bytes = bytes;
    return isSame;
  }

  forget(): void {
    this.#bytes?.fill(0);
    this.#bytes = null;
  }
}
