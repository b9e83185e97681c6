import { read } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';

/** Two PINs and more than their ends. */
const MAX_BYTES = 1024;
/** Pause before a descriptor that has nothing yet is asked again, in milliseconds. */
const AGAIN_MS = 20;
const LINE_FEED = 0x0a;

/** Lines of a file descriptor, read as they are needed and no further than that. */
export class DescriptorLines {
  readonly #fd: number;
  readonly #buffer = Buffer.alloc(MAX_BYTES);
  #length = 0;
  #isOver = false;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /**
   * @returns the next line without its end
   * @throws WardkeyError `pin-not-given` when there is none; the signal's reason
   */
  async next(signal: AbortSignal): Promise<string> {
    for (;;) {
      const end = this.#buffer.subarray(0, this.#length).indexOf(LINE_FEED);
      if (end >= 0) return this.#take(end, end + 1);
      if (this.#isOver && this.#length > 0) return this.#take(this.#length, this.#length);
      if (this.#isOver || this.#length === MAX_BYTES) throw new WardkeyError('pin-not-given');
      await unlessAborted(this.#readMore(), signal);
    }
  }

  #take(end: number, next: number): string {
    const line = this.#buffer.toString('utf8', 0, end).replace(/\r$/, '');
    this.#buffer.copy(this.#buffer, 0, next, this.#length);
    this.#buffer.fill(0, this.#length - next);
    this.#length -= next;
    return line;
  }

  async #readMore(): Promise<void> {
    try {
      const count = await readInto(this.#fd, this.#buffer, this.#length);
      this.#length += count;
      this.#isOver = count === 0;
    } catch (cause) {
      if (codeOf(cause) === 'EAGAIN') {
        await sleep(AGAIN_MS);
      } else if (codeOf(cause) === 'EOF') {
        this.#isOver = true;
      } else {
        throw new WardkeyError('pin-not-given', { cause });
      }
    }
  }
}

function readInto(fd: number, buffer: Buffer, offset: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, buffer.length - offset, null, (error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
