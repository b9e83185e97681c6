import type { CborMap, CborValue } from './value.ts';

/**
 * CTAP2 canonical CBOR (CTAP 2.1 §8). The key has a codec of its own: one that it shared with the
 * bridge would make the same mistake at both ends, and no test would see it.
 */
export function encodeCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    return Buffer.concat([head(3, text.length), text]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) return encodeMap(value);
  if (isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)]);
  throw new TypeError('not a CBOR value');
}

/** Orders encoded keys: by major type, then by length, then by bytes. */
export function compareKeys(left: Uint8Array, right: Uint8Array): number {
  const major = ((left[0] ?? 0) >> 5) - ((right[0] ?? 0) >> 5);
  return major || left.length - right.length || Buffer.compare(left, right);
}

function encodeMap(map: CborMap): Uint8Array {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value }));
  entries.sort((left, right) => compareKeys(left.key, right.key));
  const parts = entries.flatMap(({ key, value }) => [key, encodeCbor(value)]);
  return Buffer.concat([head(5, entries.length), ...parts]);
}

function head(major: number, argument: number): Uint8Array {
  if (!Number.isSafeInteger(argument)) throw new RangeError('integer out of range');
  if (argument < 24) return Uint8Array.of((major << 5) | argument);
  const [info, size] =
    argument <= 0xff
      ? [24, 1]
      : argument <= 0xffff
        ? [25, 2]
        : argument <= 0xffff_ffff
          ? [26, 4]
          : [27, 8];
  const bytes = Buffer.alloc(1 + size);
  bytes[0] = (major << 5) | info;
  if (size === 8) bytes.writeBigUInt64BE(BigInt(argument), 1);
  else bytes.writeUIntBE(argument, 1, size);
  return bytes;
}

/** `Array.isArray` does not narrow a read-only array. */
function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}
