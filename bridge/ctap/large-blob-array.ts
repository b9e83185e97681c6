import { createHash } from 'node:crypto';
import { decodeFirst, encode } from './cbor.ts';
import { type CborValue, isCborArray } from './cbor-value.ts';

const HASH_LENGTH = 16;

/** One entry, with its bytes as they were, so that those of others go back unchanged. */
export interface LargeBlobEntry {
  readonly value: CborValue;
  readonly encoded: Uint8Array;
}

/**
 * Reads a serialised large-blob array (CTAP 2.1 §6.10.1). One that is damaged counts as empty: a
 * write that was cut short leaves such a one behind.
 * @param serialized the array and the first 16 bytes of its SHA-256
 */
export function parseLargeBlobArray(serialized: Uint8Array): readonly LargeBlobEntry[] {
  if (!isWhole(serialized)) return [];
  const array = serialized.subarray(0, -HASH_LENGTH);
  try {
    const whole = decodeFirst(array);
    if (whole.length !== array.length || !isCborArray(whole.value)) return [];
    return entriesOf(array, whole.value);
  } catch {
    return [];
  }
}

/** Whether a serialised array ends with the hash of what stands before. */
export function isWhole(serialized: Uint8Array): boolean {
  const hash = hashOf(serialized.subarray(0, -HASH_LENGTH));
  return Buffer.compare(hash, serialized.subarray(-HASH_LENGTH)) === 0;
}

/**
 * Writes entries as a large-blob array.
 * @returns the array and the first 16 bytes of its SHA-256
 */
export function serializeLargeBlobArray(entries: readonly Uint8Array[]): Uint8Array {
  // The head of an array of so many members is that of the encoded array of as many zeros.
  const head = encode(entries.map(() => 0)).slice(0, -entries.length || undefined);
  const array = Buffer.concat([head, ...entries]);
  return new Uint8Array(Buffer.concat([array, hashOf(array)]));
}

function entriesOf(array: Uint8Array, values: readonly CborValue[]): readonly LargeBlobEntry[] {
  let offset = headLength(array[0] ?? 0);
  return values.map((value) => {
    const { length } = decodeFirst(array.subarray(offset));
    const encoded = array.slice(offset, offset + length);
    offset += length;
    return { value, encoded };
  });
}

/** Bytes before the first member (RFC 8949 §3). */
function headLength(initial: number): number {
  const info = initial & 0x1f;
  return info < 24 ? 1 : 1 + (1 << (info - 24));
}

function hashOf(array: Uint8Array): Uint8Array {
  return createHash('sha256').update(array).digest().subarray(0, HASH_LENGTH);
}
