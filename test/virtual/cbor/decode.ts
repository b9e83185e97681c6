import { CtapFault, STATUS } from '../status.ts';
import { compareKeys } from './encode.ts';
import type { CborMap, CborValue } from './value.ts';

/** CTAP 2.1 §8: at most four levels of nested arrays and maps. */
const MAX_DEPTH = 4;

/**
 * Decodes one CTAP2 canonical CBOR item, as strictly as a key may: any other form of the same
 * value, a tag, a float, a duplicate key or bytes left over is refused.
 * @throws CtapFault invalidCbor
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (!reader.atEnd) throw invalid();
  return value;
}

class Reader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  item(depth: number): CborValue {
    const initial = this.#take(1).readUInt8();
    const info = initial & 0x1f;
    switch (initial >> 5) {
      case 0:
        return this.#argument(info);
      case 1:
        return -1 - this.#argument(info);
      case 2:
        return Uint8Array.from(this.#take(this.#argument(info)));
      case 3:
        return this.#text(this.#argument(info));
      case 4:
        return this.#array(this.#argument(info), depth + 1);
      case 5:
        return this.#map(this.#argument(info), depth + 1);
      default:
        if (initial === 0xf4 || initial === 0xf5) return initial === 0xf5;
        throw invalid();
    }
  }

  #text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#take(length));
    } catch {
      throw invalid();
    }
  }

  #array(length: number, depth: number): CborValue[] {
    if (depth > MAX_DEPTH || length > this.#left) throw invalid();
    const items: CborValue[] = [];
    for (let index = 0; index < length; index += 1) items.push(this.item(depth));
    return items;
  }

  #map(length: number, depth: number): CborMap {
    if (depth > MAX_DEPTH || length > this.#left / 2) throw invalid();
    const map = new Map<number | string, CborValue>();
    let previous: Uint8Array | undefined;
    for (let index = 0; index < length; index += 1) {
      const start = this.#offset;
      const key = this.item(depth);
      if (typeof key !== 'number' && typeof key !== 'string') throw invalid();
      const encoded = this.#bytes.subarray(start, this.#offset);
      if (previous !== undefined && compareKeys(previous, encoded) >= 0) throw invalid();
      previous = encoded;
      map.set(key, this.item(depth));
    }
    return map;
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw invalid();
    const size = 1 << (info - 24);
    const bytes = this.#take(size);
    const value = size === 8 ? Number(bytes.readBigUInt64BE()) : bytes.readUIntBE(0, size);
    const smallest = [24, 0x100, 0x1_0000, 0x1_0000_0000][info - 24] ?? 0;
    if (value < smallest || !Number.isSafeInteger(value)) throw invalid();
    return value;
  }

  get #left(): number {
    return this.#bytes.length - this.#offset;
  }

  #take(length: number): Buffer {
    if (length > this.#left) throw invalid();
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }
}

function invalid(): CtapFault {
  return new CtapFault(STATUS.invalidCbor);
}
