import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { compareKeys } from './cbor-key-order.ts';

/** Rules of the canonical form (CTAP 2.1 §8) that real keys break without harm. */
export type CborFault =
  | 'key-order'
  | 'key-twice'
  | 'key-type'
  | 'indefinite-length'
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
  /** What takes their place; a tag is left out, and what it marks stays. */
  readonly by: { readonly text: string } | 'nothing' | 'null';
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
 * a length beyond the input, a claim of more members than there are bytes, strings in chunks. Texts are
 * borne with: keys cut names after so many bytes, in the middle of a character too. So are floats, tags
 * and simple values: in a member that nobody knows they do no harm, and where a member is known they are
 * not what it must be. A map key that is neither integer nor sound text is nobody's, and its member with
 * it; of a key that comes twice the last counts. Both are harmless, for a key can lie to us in easier ways.
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
  readonly key?: number | string;
}

/** Beyond 53 bits a bigint: no length is as large, and no key. */
type Argument = number | bigint;

/** Ends what has no length (RFC 8949 §3.2.1). */
const BREAK = 0xff;
const INDEFINITE = 31;
const ARRAY = 4;
const MAP = 5;

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
    if ((initial & 0x1f) === INDEFINITE && (major === ARRAY || major === MAP)) {
      this.#faults.add('indefinite-length');
      return this.#members(major, start + 1, undefined, depth + 1);
    }
    const { argument, end } = this.#argument(initial & 0x1f, start + 1);
    switch (major) {
      case 0:
        return typeof argument === 'number' ? { end, key: argument } : { end };
      case 1:
        return typeof argument === 'number' ? { end, key: -1 - argument } : { end };
      case 2:
        return { end: this.#skip(end, argument) };
      case 3:
        return this.#text(start, end, argument);
      case ARRAY:
      case MAP:
        return this.#members(major, end, argument, depth + 1);
      default:
        return this.#tagged(start, end, depth + 1);
    }
  }

  #tagged(start: number, end: number, depth: number): Item {
    if (depth > MAX_TOLERATED_NESTING) throw garbled('nesting');
    this.#faults.add('tag');
    this.#repairs.push({ start, end, by: 'nothing' });
    return { end: this.item(end, depth).end };
  }

  #argument(info: number, start: number): { argument: Argument; end: number } {
    if (info < 24) return { argument: info, end: start };
    // 28 to 30 are reserved, 31 begins an indefinite length (RFC 8949 §3).
    if (info > 27) throw garbled('indefinite-length');
    const size = 1 << (info - 24);
    const end = this.#skip(start, size);
    const argument = this.#unsigned(start, size);
    const least = size === 1 ? 24 : 2 ** (size * 4);
    if (argument < least) this.#faults.add('long-integer');
    return { argument, end };
  }

  #unsigned(start: number, size: number): Argument {
    if (size === 1) return this.#view.getUint8(start);
    if (size === 2) return this.#view.getUint16(start);
    if (size === 4) return this.#view.getUint32(start);
    const number = this.#view.getUint32(start) * 2 ** 32 + this.#view.getUint32(start + 4);
    return Number.isSafeInteger(number) ? number : this.#view.getBigUint64(start);
  }

  #skip(start: number, count: Argument): number {
    if (count > this.#bytes.length - start) throw garbled('truncated');
    return start + Number(count);
  }

  /** An unsound text is no key: two of them could become one. */
  #text(head: number, start: number, count: Argument): Item {
    const end = this.#skip(start, count);
    const bytes = this.#bytes.subarray(start, end);
    const ascii = shortAscii(bytes);
    if (ascii !== undefined) return { end, key: ascii };
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
    this.#repairs.push({ start, end, by: { text } });
    return { end };
  }

  /** @param count as claimed; `undefined` where a break ends them */
  #members(
    major: typeof ARRAY | typeof MAP,
    start: number,
    count: Argument | undefined,
    depth: number,
  ): Item {
    const items = major === MAP ? 2 : 1;
    // Every item takes a byte at least, so a larger claim is refused before any work is done.
    if (count !== undefined) this.#skip(start, typeof count === 'number' ? count * items : count);
    if (depth > MAX_TOLERATED_NESTING) throw garbled('nesting');
    if (depth > MAX_NESTING) this.#faults.add('nesting');
    const keys = new MapKeys(this.#bytes, this.#faults);
    let end = start;
    for (let i = 0; count === undefined ? this.#bytes[end] !== BREAK : i < count; i += 1) {
      if (major === MAP) end = this.#key(end, depth, keys);
      end = this.item(end, depth).end;
    }
    return { end: count === undefined ? end + 1 : end };
  }

  /** A key that cannot be one gives way to one that nobody asks for, repairs within it included. */
  #key(start: number, depth: number, keys: MapKeys): number {
    const repairs = this.#repairs.length;
    const { end, key } = this.item(start, depth);
    if (key !== undefined) {
      keys.add(start, end, key);
      return end;
    }
    this.#faults.add('key-type');
    this.#repairs.length = repairs;
    this.#repairs.push({ start, end, by: 'null' });
    return end;
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
      return { end: this.#skip(end, 1 << (initial - 0xf8)) };
    }
    if (initial > 0xf8) throw garbled('simple-value');
    const after = initial === 0xf8 ? this.#skip(end, 1) : end;
    const value = initial === 0xf8 ? this.#view.getUint8(end) : initial & 0x1f;
    return this.#repaired(end - 1, after, 'simple-value', `simple(${value})`);
  }
}

/** The keys of one map so far. */
class MapKeys {
  readonly #bytes: Uint8Array;
  readonly #faults: Set<CborFault>;
  readonly #seen = new Set<number | string>();
  #previous: Uint8Array | undefined;

  constructor(bytes: Uint8Array, faults: Set<CborFault>) {
    this.#bytes = bytes;
    this.#faults = faults;
  }

  add(start: number, end: number, key: number | string): void {
    const encoded = this.#bytes.subarray(start, end);
    if (this.#seen.has(key)) this.#faults.add('key-twice');
    else if (this.#previous !== undefined && compareKeys(this.#previous, encoded) > 0) {
      this.#faults.add('key-order');
    }
    this.#seen.add(key);
    this.#previous = encoded;
  }
}

/** Longer than what specifications write, all of which is ASCII: no decoder needs to be asked for it. */
const SHORT_TEXT_BYTES = 32;

function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > SHORT_TEXT_BYTES) return undefined;
  let text = '';
  for (const byte of bytes) {
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
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
