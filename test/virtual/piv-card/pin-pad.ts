import type { VirtualCard } from '../card.ts';
import type { ReaderFeatures } from '../pcsc-reader/virtual-reader.ts';

/** CM_IOCTL_GET_FEATURE_REQUEST as pcsc-lite numbers it (reader.h). */
const GET_FEATURE_REQUEST = 0x42000000 + 3400;
const VERIFY = 0x42000000 + 3501;
const MODIFY = 0x42000000 + 3502;

const TIMED_OUT = Uint8Array.of(0x64, 0x00);
const CANCELLED = Uint8Array.of(0x64, 0x01);
const DIFFERENT = Uint8Array.of(0x64, 0x02);
const WRONG_SIZE = Uint8Array.of(0x64, 0x03);
/** A member of the structure that is not as PC/SC part 10 §2.5 has it. */
const INVALID = Uint8Array.of(0x6b, 0x80);

/** What the person does at the pad: what they type, one entry after another, or nothing. */
export type AtPad = readonly string[] | 'cancel' | 'nothing';

/** The PIN pad of a reader (PC/SC part 10), for one card. */
export class PinPad implements ReaderFeatures {
  /** Control codes that were used, without those that ask for features. */
  readonly used: ('verify' | 'modify')[] = [];
  readonly #card: () => VirtualCard | null;
  #next: AtPad = 'nothing';

  constructor(card: () => VirtualCard | null) {
    this.#card = card;
  }

  /** What the person will do at the next use. */
  press(next: AtPad): void {
    this.#next = next;
  }

  async control(code: number, data: Uint8Array): Promise<Uint8Array | null> {
    switch (code) {
      case GET_FEATURE_REQUEST:
        return Buffer.concat([feature(0x06, VERIFY), feature(0x07, MODIFY)]);
      case VERIFY:
        this.used.push('verify');
        return this.#enter(parse(data, 1));
      case MODIFY:
        this.used.push('modify');
        return this.#enter(parse(data, 2));
      default:
        return null;
    }
  }

  async #enter(order: Order | null): Promise<Uint8Array> {
    const card = this.#card();
    if (order === null || card === null) return INVALID;
    const typed = this.#next;
    this.#next = 'nothing';
    if (typed === 'nothing') return TIMED_OUT;
    if (typed === 'cancel') return CANCELLED;
    const { apdu, offsets, min, max, confirms } = order;
    const pins = [...typed];
    if (confirms && pins.pop() !== pins.at(-1)) return DIFFERENT;
    if (pins.length !== offsets.length) return TIMED_OUT;
    for (const [index, pin] of pins.entries()) {
      if (pin.length < min || pin.length > max) return WRONG_SIZE;
      apdu.set(Buffer.from(pin, 'latin1'), 5 + (offsets[index] ?? 0));
    }
    return card.transmit(apdu, new AbortController().signal);
  }
}

interface Order {
  /** With padding where the PINs go. */
  readonly apdu: Uint8Array;
  readonly offsets: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly confirms: boolean;
}

/** PIN_VERIFY for one PIN, PIN_MODIFY for two; `null` for what is not in their form. */
function parse(data: Uint8Array, pins: 1 | 2): Order | null {
  const view = Buffer.from(data);
  const head = pins === 1 ? 19 : 24;
  if (view.length < head) return null;
  const apdu = Uint8Array.from(view.subarray(head));
  const [, , format, block, lengthFormat] = view;
  const at = pins === 1 ? 5 : 7;
  const [max = 0, min = 0] = view.subarray(at);
  const confirm = pins === 1 ? 0 : (view[at + 2] ?? 0);
  const isForm =
    // Bytes, from the first of the data, left, ASCII; eight of them, without a length.
    format === 0x82 &&
    (block ?? 0) % 16 === 8 &&
    lengthFormat === 0 &&
    view.readUInt32LE(head - 4) === apdu.length &&
    apdu.length === 5 + 8 * pins &&
    apdu[4] === 8 * pins &&
    apdu.subarray(5).every((byte) => byte === 0xff);
  if (!isForm || min > max) return null;
  const offsets = pins === 1 ? [0] : [view[5] ?? 0, view[6] ?? 0];
  return { apdu, offsets, min, max, confirms: (confirm & 1) !== 0 };
}

function feature(tag: number, code: number): Uint8Array {
  const bytes = Buffer.alloc(6);
  bytes.set([tag, 4]);
  bytes.writeUInt32BE(code, 2);
  return bytes;
}
