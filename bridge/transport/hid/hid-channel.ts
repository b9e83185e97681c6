import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { extendedApdu } from '../apdu.ts';
import { maxPayload } from '../ctaphid/packets.ts';
import type { CtapChannel, ExchangeOptions, U2fRequest } from '../transport.ts';
import { closeInTime } from './close-in-time.ts';
import type { OpenHid } from './resting-key.ts';

/** CTAP2_ERR_REQUEST_TOO_LARGE (CTAP 2.1 §8.2). */
const REQUEST_TOO_LARGE = 0x39;

export interface HidChannelParts {
  readonly open: OpenHid;
  readonly outputBytes: number;
  /** Adds to an error what the system knows of it. */
  readonly explain: (thrown: unknown) => Promise<unknown>;
  /** Leaves the key to its next user. */
  readonly rest: () => Promise<void>;
}

/** CTAP with a USB key that is open. */
export class HidChannel implements CtapChannel {
  readonly #parts: HidChannelParts;
  #busy = false;
  #closed = false;
  /** Whether all ended well so far: only then is the key left open for the next user. */
  #isWell = true;

  /** Only where the key says that it can. */
  readonly wink?: NonNullable<CtapChannel['wink']>;

  constructor(parts: HidChannelParts) {
    this.#parts = parts;
    const { ctap, speaks } = parts.open;
    if (speaks.wink) this.wink = (signal) => this.#alone(() => ctap.wink(signal));
  }

  ping(data: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.#alone(() => this.#parts.open.ctap.ping(data, signal));
  }

  lock(seconds: number, signal: AbortSignal): Promise<void> {
    return this.#alone(() => this.#parts.open.ctap.lock(seconds, signal));
  }

  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const { ctap, speaks } = this.#parts.open;
    const { outputBytes } = this.#parts;
    return this.#alone(async () => {
      if (!speaks.cbor)
        throw new WardkeyError('device-not-fido', { facts: { reason: 'no-ctap2' } });
      // Whatever the key says that it takes: no more than this can be sent (CTAP 2.1 §11.2.4).
      if (message.length > maxPayload(outputBytes)) return Uint8Array.of(REQUEST_TOO_LARGE);
      return ctap.cbor(message, options);
    });
  }

  u2f(request: U2fRequest, { signal }: ExchangeOptions): Promise<Uint8Array> {
    const { ctap, speaks } = this.#parts.open;
    return this.#alone(async () => {
      if (!speaks.msg) throw new WardkeyError('device-not-fido', { facts: { reason: 'no-u2f' } });
      const answer = await ctap.msg(u2fApdu(request), signal);
      if (answer.length < 2) throw new WardkeyError('device-garbled');
      return answer;
    });
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed || this.#busy) throw new WardkeyError('internal');
    this.#busy = true;
    try {
      return await work();
    } catch (error) {
      this.#isWell = false;
      throw await this.#parts.explain(error);
    } finally {
      this.#busy = false;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#isWell && !this.#busy) return this.#parts.rest();
    const { ctap, handle } = this.#parts.open;
    ctap.fail(new WardkeyError('device-removed', { facts: { reason: 'closed' } }));
    await closeInTime(handle);
  }
}

/** U2F over HID is always of extended length (U2F HID Protocol v1.2 §2.3.1). */
function u2fApdu({ ins, p1, data }: U2fRequest): Uint8Array {
  return data.length === 0
    ? Uint8Array.of(0x00, ins, p1, 0x00, 0x00, 0x00, 0x00)
    : extendedApdu({ cla: 0x00, ins, p1, p2: 0x00 }, data);
}
