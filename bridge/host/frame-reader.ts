import { endianness } from 'node:os';
import { MAX_MESSAGE_BYTES } from '../../shared/rpc/limits.ts';

/** Bytes before each message: its length, an unsigned 32-bit number in the machine's byte order. */
export const FRAME_HEADER_BYTES = 4;

/** The browser itself sends no more than 64 MiB, so a larger length is not one of its frames. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

const LITTLE_ENDIAN = endianness() === 'LE';

export interface FrameObserver {
  /** A whole message, 0 to {@link MAX_MESSAGE_BYTES} bytes. */
  onMessage(message: Uint8Array): void;
  /** A message above the cap has begun. It is read past, and the next one is read as usual. */
  onTooLarge(bytes: number): void;
  /** What came is not a frame. Nothing after it can be understood, so nothing more is read. */
  onBroken(): void;
}

/**
 * Cuts the browser's stream into native messages.
 *
 * The length is checked before anything is allocated for it: what is above the cap is counted and
 * thrown away chunk by chunk.
 */
export class FrameReader {
  readonly #observer: FrameObserver;
  readonly #header = Buffer.alloc(FRAME_HEADER_BYTES);
  #headerBytes = 0;
  #body: Buffer | null = null;
  #bodyBytes = 0;
  #toSkip = 0;
  #broken = false;

  constructor(observer: FrameObserver) {
    this.#observer = observer;
  }

  /** Takes what the stream gave: any number of bytes, cut anywhere. */
  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0 && !this.#broken) {
      rest = rest.subarray(this.#take(rest));
    }
  }

  #take(bytes: Uint8Array): number {
    if (this.#toSkip > 0) {
      const taken = Math.min(this.#toSkip, bytes.length);
      this.#toSkip -= taken;
      return taken;
    }
    return this.#body === null ? this.#takeHeader(bytes) : this.#takeBody(this.#body, bytes);
  }

  #takeHeader(bytes: Uint8Array): number {
    const taken = Math.min(FRAME_HEADER_BYTES - this.#headerBytes, bytes.length);
    this.#header.set(bytes.subarray(0, taken), this.#headerBytes);
    this.#headerBytes += taken;
    if (this.#headerBytes === FRAME_HEADER_BYTES) {
      this.#headerBytes = 0;
      this.#begin(LITTLE_ENDIAN ? this.#header.readUInt32LE() : this.#header.readUInt32BE());
    }
    return taken;
  }

  #begin(length: number): void {
    if (length > MAX_FRAME_BYTES) {
      this.#broken = true;
      this.#observer.onBroken();
    } else if (length > MAX_MESSAGE_BYTES) {
      this.#toSkip = length;
      this.#observer.onTooLarge(length);
    } else if (length === 0) {
      this.#observer.onMessage(new Uint8Array(0));
    } else {
      this.#body = Buffer.alloc(length);
      this.#bodyBytes = 0;
    }
  }

  #takeBody(body: Buffer, bytes: Uint8Array): number {
    const taken = Math.min(body.length - this.#bodyBytes, bytes.length);
    body.set(bytes.subarray(0, taken), this.#bodyBytes);
    this.#bodyBytes += taken;
    if (this.#bodyBytes === body.length) {
      this.#body = null;
      this.#observer.onMessage(body);
    }
    return taken;
  }
}
