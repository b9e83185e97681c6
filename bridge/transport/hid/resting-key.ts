import type { CtapHid } from '../ctaphid/ctaphid.ts';
import type { InitResponse } from '../ctaphid/init-response.ts';
import { closeInTime } from './close-in-time.ts';
import type { HidHandle } from './hid-library.ts';

/** A USB key that is open, with a channel of ours. */
export interface OpenHid {
  readonly ctap: CtapHid;
  /** What the key says that it speaks. */
  readonly speaks: Pick<InitResponse, 'cbor' | 'msg' | 'wink'>;
  readonly handle: HidHandle;
}

/** One sign-in takes a few steps, and who mistypes tries again: each finds the key open. */
const REST_MS = 2_000;

/**
 * A key between two of its users: letting it go takes 50 ms, and taking it again a channel. Other
 * programs are not kept from it; whether it is held for longer than this, none of them can tell.
 */
export class RestingKey {
  #open: OpenHid | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  /** @returns what the last user left, which is the caller's from now on; `null` where it is shut */
  take(): OpenHid | null {
    clearTimeout(this.#timer);
    const open = this.#open;
    this.#open = null;
    return open;
  }

  /** Keeps a key for a moment, on which nothing is under way. Never rejects. */
  async keep(open: OpenHid): Promise<void> {
    if (this.#ended || this.#open !== null) return closeInTime(open.handle);
    this.#open = open;
    this.#timer = setTimeout(() => void this.drop(), REST_MS);
  }

  /** Lets it go at once. Never rejects. */
  async drop(): Promise<void> {
    const open = this.take();
    if (open !== null) await closeInTime(open.handle);
  }

  /** The key is gone, or nobody watches any more: nothing is kept from now on. Never rejects. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.drop();
  }
}
