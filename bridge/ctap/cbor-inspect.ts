import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { compareKeys } from './cbor-key-order.ts';

/** Rules of the canonical form (CTAP 2.1 §8) that real keys break without harm. */
export type CborFault =
  | 'key-order'
  | 'long-integer'
  | 'nesting'
  | 'undefined'
  | 'float'
  | 'simple-value'
  | 'tag'
  | 'bad-utf8'
  | 'byte-order-mark'
  | 'trailing-zeros';

/** Bytes that cannot be decoded as they stand. */
export interface Repair {
  /** Where they begin and where they end. */
  readonly start: number;
  readonly end: number;
  /** What can be shown of them; a tag is left out, and what it marks stays. */
  readonly text: string | undefined;
}

export interface CborInspection {
  /** Bytes of the first item. */
  readonly length: number;
  readonly faults: readonly CborFault[];
  /** In the order of the input. */
  readonly repairs: readonly Repair[];
}

/** CTAP 2.1 §8: at most four levels of maps and arrays. */
export const MAX_NESTING = 4;

/** Beyond this even a sloppy key makes no sense, and the recursion stays shallow. */
export const MAX_TOLERATED_NESTING = 16;

/**
 * Walks over the first CBOR item without building anything, and refuses all that no key may send:
 * a length beyond the input, a claim of more members than there are bytes, indefinite lengths, keys
 * that are neither integer nor sound text, a key twice. Texts are borne with: keys cut names after so
 * many bytes, in the middle of a character too. So are floats, tags and simple values: in a member
 * that nobody knows they do no harm, and where a member is known they are not what it must be.
 *
 * @throws WardkeyError `device-garbled`, its fact `reason` saying what is wrong
 */
export function inspect(bytes: Uint8Array): CborInspection {
  const faults = new Set<CborFault>();
  const repairs: Repair[] = [];
  const length = new Inspector(bytes, faults, repairs).item(0, 0).end;
  return { length, faults: [...faults], repairs };
}

/** `ignoreBOM` keeps U+FEFF in the text, so that {@link Inspector} sees it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Item {
  readonly end: number;
  /** What the item is as a map key; unset for what cannot be one. */
  readonly key?: bigint | string;
}

class Inspector {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #faults: Set<CborFault>;
  readonly #repairs: Repair[];

  constructor(bytes: Uint8Array, faults: Set<CborFault>, repairs: Repair[]) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#faults = faults;
    this.#repairs = repairs;
  }

  item(start: number, depth: number): Item {
    const initial = this.#bytes[start];
    if (initial === undefined) throw garbled('truncated');
    const major = initial >> 5;
    if (major === 7) return this.#simple(initial, start + 1);
    const { argument, end } = this.#argument(initial & 0x1f, start + 1);
    switch (major) {
      case 0:
        return { end, key: argument };
      case 1:
        return { end, key: -1n - argument };
      case 2:
        return { end: this.#skip(end, argument) };
      case 3:
        return this.#text(start, end, argument);
      case 4:
        return { end: this.#array(end, argument, depth + 1) };
      case 5:
        return { end: this.#map(end, argument, depth + 1) };
      default:
        return this.#tagged(start, end, depth + 1);
    }
  }

  #tagged(start: number, end: number, depth: number): Item {
    if (depth > MAX_TOLERATED_NESTING) throw garbled('nesting');
    this.#faults.add('tag');
    this.#repairs.push({ start, end, text: undefined });
    return { end: this.item(end, depth).end };
  }

  #argument(info: number, start: number): { argument: bigint; end: number } {
    if (info < 24) return { argument: BigInt(info), end: start };
    // 28 to 30 are reserved, 31 begins an indefinite length (RFC 8949 §3).
    if (info > 27) throw garbled('indefinite-length');
    const size = 1 << (info - 24);
    const end = this.#skip(start, BigInt(size));
    const argument =
      size === 1
        ? BigInt(this.#view.getUint8(start))
        : size === 2
          ? BigInt(this.#view.getUint16(start))
          : size === 4
            ? BigInt(this.#view.getUint32(start))
            : this.#view.getBigUint64(start);
    const least = size === 1 ? 24n : 1n << BigInt(size * 4);
    if (argument < least) this.#faults.add('long-integer');
    return { argument, end };
  }

  #skip(start: number, count: bigint): number {
    if (count > BigInt(this.#bytes.length - start)) throw garbled('truncated');
    return start + Number(count);
  }

  /** An unsound text is no key: two of them could become one. */
  #text(head: number, start: number, count: bigint): Item {
    const end = this.#skip(start, count);
    const bytes = this.#bytes.subarray(start, end);
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      return this.#repaired(head, end, 'bad-utf8', showable(bytes));
    }
    // The decoder drops a leading U+FEFF from longer texts only.
    if (!text.startsWith(BYTE_ORDER_MARK)) return { end, key: text };
    return this.#repaired(head, end, 'byte-order-mark', withoutMark(text));
  }

  #repaired(start: number, end: number, fault: CborFault, text: string): Item {
    this.#faults.add(fault);
    this.#repairs.push({ start, end, text });
    return { end };
  }

  #array(start: number, count: bigint, depth: number): number {
    this.#enter(start, count, depth);
    let end = start;
    for (let i = 0n; i < count; i++) end = this.item(end, depth).end;
    return end;
  }

  #map(start: number, count: bigint, depth: number): number {
    this.#enter(start, count * 2n, depth);
    const seen = new Set<bigint | string>();
    let previous: Uint8Array | undefined;
    let end = start;
    for (let i = 0n; i < count; i++) {
      const { end: keyEnd, key } = this.item(end, depth);
      if (key === undefined) throw garbled('key-type');
      if (seen.has(key)) throw garbled('key-twice');
      seen.add(key);
      const encoded = this.#bytes.subarray(end, keyEnd);
      if (previous !== undefined && compareKeys(previous, encoded) >= 0) {
        this.#faults.add('key-order');
      }
      previous = encoded;
      end = this.item(keyEnd, depth).end;
    }
    return end;
  }

  /** Every member takes a byte at least, so a larger claim is refused before any work is done. */
  #enter(start: number, members: bigint, depth: number): void {
    if (members > BigInt(this.#bytes.length - start)) throw garbled('truncated');
    if (depth > MAX_TOLERATED_NESTING) throw garbled('nesting');
    if (depth > MAX_NESTING) this.#faults.add('nesting');
  }

  /** Major type 7 (RFC 8949 §3.3). */
  #simple(initial: number, end: number): Item {
    // false, true, null
    if (initial >= 0xf4 && initial <= 0xf6) return { end };
    if (initial === 0xf7) {
      this.#faults.add('undefined');
      return { end };
    }
    if (initial >= 0xf9 && initial <= 0xfb) {
      this.#faults.add('float');
      return { end: this.#skip(end, 1n << BigInt(initial - 0xf8)) };
    }
    if (initial > 0xf8) throw garbled('simple-value');
    const after = initial === 0xf8 ? this.#skip(end, 1n) : end;
    const value = initial === 0xf8 ? this.#view.getUint8(end) : initial & 0x1f;
    return this.#repaired(end - 1, after, 'simple-value', `simple(${value})`);
  }
}

const BYTE_ORDER_MARK = '\ufeff';

function withoutMark(text: string): string {
  return text.replace(/^\ufeff+/, '');
}

/** Without a character that is cut off at the end; each other bad byte shows as U+FFFD. */
function showable(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  // As of a stream that goes on, a last character that is not whole yet is held back.
  return withoutMark(lenient.decode(bytes, { stream: true }));
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: `cbor-${reason}` } });
}
