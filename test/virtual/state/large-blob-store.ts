import { createHash } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';

/** An empty array and the start of its SHA-256 (CTAP 2.1 §6.10.1). */
const EMPTY = Buffer.from('8076be8b528d0075f7aae98d6fa57a6d3c', 'hex');
const HASH_BYTES = 16;

/** The serialised large-blob array, written in pieces (CTAP 2.1 §6.10.2). */
export class LargeBlobStore {
  readonly #capacity: number;
  #stored: Uint8Array = EMPTY;
  #writing: { readonly length: number; readonly parts: Uint8Array[]; offset: number } | undefined;

  /** @param capacity bytes */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get stored(): Uint8Array {
    return this.#stored;
  }

  /** Puts bytes there without any check, as a power cut in mid-write would. */
  corrupt(bytes: Uint8Array): void {
    this.#stored = bytes;
  }

  /** @throws CtapFault invalidParameter */
  read(offset: number, length: number): Uint8Array {
    if (offset > this.#stored.length) throw new CtapFault(STATUS.invalidParameter);
    return this.#stored.subarray(offset, offset + length);
  }

  /** @throws CtapFault invalidParameter, largeBlobStorageFull */
  begin(length: number): void {
    if (length > this.#capacity) throw new CtapFault(STATUS.largeBlobStorageFull);
    if (length < EMPTY.length) throw new CtapFault(STATUS.invalidParameter);
    this.#writing = { length, parts: [], offset: 0 };
  }

  /** @throws CtapFault invalidSeq unless the piece is the next one */
  expect(offset: number): void {
    if (this.#writing?.offset !== offset) throw new CtapFault(STATUS.invalidSeq);
  }

  /** @throws CtapFault invalidParameter, integrityFailure */
  write(piece: Uint8Array): void {
    const writing = this.#writing;
    if (writing === undefined || writing.offset + piece.length > writing.length) {
      throw new CtapFault(STATUS.invalidParameter);
    }
    writing.parts.push(piece);
    writing.offset += piece.length;
    if (writing.offset < writing.length) return;
    this.#writing = undefined;
    const whole = Buffer.concat(writing.parts);
    const hash = createHash('sha256').update(whole.subarray(0, -HASH_BYTES)).digest();
    if (Buffer.compare(hash.subarray(0, HASH_BYTES), whole.subarray(-HASH_BYTES)) !== 0) {
      throw new CtapFault(STATUS.integrityFailure);
    }
    this.#stored = whole;
  }

  clear(): void {
    this.#stored = EMPTY;
    this.#writing = undefined;
  }
}
