import { type HidMessage, maxPayload } from './packets.ts';
import { HEAD_BYTES, INITIALIZATION_BIT } from './protocol.ts';

/** What a report brought: nothing for us, a part, a whole message, or one that breaks the rules. */
export type Received =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'part' }
  | { readonly kind: 'message'; readonly message: HidMessage }
  | { readonly kind: 'broken'; readonly reason: string };

const FOREIGN: Received = { kind: 'foreign' };
const PART: Received = { kind: 'part' };

interface Unfinished {
  readonly command: number;
  readonly payload: Uint8Array;
  /** Bytes of the payload that have come. */
  filled: number;
  /** Sequence number of the packet that must come next. */
  sequence: number;
}

/**
 * Puts the packets of one channel together again (CTAP 2.1 §11.2.4). Every program that has the
 * device open gets every report, so packets of other channels come in between at any place.
 */
export class MessageAssembler {
  readonly #channel: number;
  readonly #maxPayload: number;
  #unfinished: Unfinished | null = null;

  /** @param reportBytes length of the device's input reports, 8 to 64 */
  constructor(channel: number, reportBytes: number) {
    this.#channel = channel;
    this.#maxPayload = maxPayload(reportBytes);
  }

  /** Takes one input report of any length. Never throws. */
  take(report: Uint8Array): Received {
    if (report.length < HEAD_BYTES.initialization) return FOREIGN;
    const view = new DataView(report.buffer, report.byteOffset, report.length);
    if (view.getUint32(0) !== this.#channel) return FOREIGN;
    const kind = view.getUint8(4);
    if ((kind & INITIALIZATION_BIT) === 0) {
      return this.#continue(kind, report.subarray(HEAD_BYTES.continuation));
    }
    const bytes = view.getUint16(5);
    return this.#begin(kind & ~INITIALIZATION_BIT, bytes, report.subarray(7));
  }

  #begin(command: number, bytes: number, data: Uint8Array): Received {
    // A message that begins ends the one before: the device gave that up.
    this.#unfinished = null;
    if (bytes > this.#maxPayload) return { kind: 'broken', reason: 'hid-length' };
    this.#unfinished = { command, payload: new Uint8Array(bytes), filled: 0, sequence: 0 };
    return this.#fill(this.#unfinished, data);
  }

  #continue(sequence: number, data: Uint8Array): Received {
    const unfinished = this.#unfinished;
    // What is left of an answer that nobody waits for any more.
    if (unfinished === null) return FOREIGN;
    if (sequence !== unfinished.sequence) {
      this.#unfinished = null;
      return { kind: 'broken', reason: 'hid-sequence' };
    }
    unfinished.sequence += 1;
    return this.#fill(unfinished, data);
  }

  #fill(unfinished: Unfinished, data: Uint8Array): Received {
    const { command, payload, filled } = unfinished;
    const part = data.subarray(0, payload.length - filled);
    payload.set(part, filled);
    unfinished.filled += part.length;
    if (unfinished.filled < payload.length) return PART;
    this.#unfinished = null;
    return { kind: 'message', message: { channel: this.#channel, command, payload } };
  }
}
