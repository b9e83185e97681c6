/** Larger than any CTAP message in hex. */
const MAX_FRAME_BYTES = 64 * 1024;

/** A 32-bit big-endian length, then that many bytes of JSON. */
export function encodeFrame(value: unknown): Uint8Array {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Puts frames together from the pieces that a socket delivers. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  /**
   * @returns the parsed frames that are complete now
   * @throws RangeError for a frame above the cap; SyntaxError for one that is not JSON
   */
  push(piece: Uint8Array): unknown[] {
    this.#pending = Buffer.concat([this.#pending, piece]);
    const frames: unknown[] = [];
    while (this.#pending.length >= 4) {
      const end = 4 + this.#pending.readUInt32BE();
      if (end > MAX_FRAME_BYTES) throw new RangeError('frame too large');
      if (this.#pending.length < end) break;
      frames.push(JSON.parse(this.#pending.toString('utf8', 4, end)));
      this.#pending = this.#pending.subarray(end);
    }
    return frames;
  }
}
