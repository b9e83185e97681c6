import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CtapHid } from '../ctaphid/ctaphid.ts';
import { maxPayload } from '../ctaphid/packets.ts';
import { within } from '../deadline.ts';
import type { CtapChannel, ExchangeOptions } from '../transport.ts';
import type { HidHandle } from './hid-library.ts';

/** CTAP2_ERR_REQUEST_TOO_LARGE (CTAP 2.1 §8.2). */
const REQUEST_TOO_LARGE = 0x39;

/** Closing takes about 50 ms, but waits for a write that hangs; nobody has to. */
const CLOSE_MS = 300;

export interface HidChannelParts {
  readonly ctap: CtapHid;
  readonly handle: HidHandle;
  readonly outputBytes: number;
  /** Adds to an error what the system knows of it. */
  readonly explain: (thrown: unknown) => Promise<unknown>;
}

/** CTAP with a USB key that is open. */
export class HidChannel implements CtapChannel {
  readonly #parts: HidChannelParts;
  #busy = false;
  #closed = false;

  constructor(parts: HidChannelParts) {
    this.#parts = parts;
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const { ctap, outputBytes, explain } = this.#parts;
    if (this.#closed || this.#busy) throw new WardkeyError('internal');
    // Whatever the key says that it takes: no more than this can be sent (CTAP 2.1 §11.2.4).
    if (message.length > maxPayload(outputBytes)) return Uint8Array.of(REQUEST_TOO_LARGE);
    this.#busy = true;
    try {
      return await ctap.cbor(message, options);
    } catch (error) {
      throw await explain(error);
    } finally {
      this.#busy = false;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { ctap, handle } = this.#parts;
    ctap.fail(new WardkeyError('device-removed', { facts: { reason: 'closed' } }));
    await within(handle.close(), {
      timeoutMs: CLOSE_MS,
      timeoutError: () => new WardkeyError('device-mute'),
    }).catch(() => undefined);
  }
}
