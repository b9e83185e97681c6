import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CborMap, CborValue } from './cbor-value.ts';
import { asBytes, asMap, asUnsigned } from './members.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const CIPHER = 'aes-256-gcm';

/** More than any page stores; keeps a small entry from growing into much memory. */
const MAX_BLOB_LENGTH = 1024 * 1024;

/**
 * Seals data for one credential (CTAP 2.1 §6.10.3).
 * @param key its largeBlobKey, 32 bytes
 */
export function sealBlob(key: Uint8Array, blob: Uint8Array): CborMap {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(associatedData(blob.length));
  const sealed = [cipher.update(deflateRawSync(blob)), cipher.final(), cipher.getAuthTag()];
  return new Map<number, CborValue>([
    [0x01, new Uint8Array(Buffer.concat(sealed))],
    [0x02, new Uint8Array(nonce)],
    [0x03, blob.length],
  ]);
}

/**
 * Opens an entry of the large-blob array (CTAP 2.1 §6.10.3).
 * @returns `undefined` when it belongs to another credential, or is no entry at all
 */
export function openBlob(key: Uint8Array, entry: CborValue): Uint8Array | undefined {
  const map = asMap(entry);
  const sealed = asBytes(map?.get(0x01));
  const nonce = asBytes(map?.get(0x02));
  const length = asUnsigned(map?.get(0x03));
  if (sealed === undefined || nonce === undefined || length === undefined) return undefined;
  if (sealed.length < TAG_LENGTH || nonce.length !== NONCE_LENGTH) return undefined;
  if (length > MAX_BLOB_LENGTH) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_LENGTH })
      .setAAD(associatedData(length))
      .setAuthTag(sealed.subarray(-TAG_LENGTH));
    const deflated = [decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()];
    const blob = inflateRawSync(Buffer.concat(deflated), { maxOutputLength: length + 1 });
    return blob.length === length ? new Uint8Array(blob) : undefined;
  } catch {
    // Sealed with another key, or not by these rules.
    return undefined;
  }
}

/** "blob" and the length before compression, 64 bits little-endian. */
function associatedData(length: number): Uint8Array {
  const data = Buffer.alloc(12);
  data.write('blob', 'latin1');
  data.writeBigUInt64LE(BigInt(length), 4);
  return data;
}
