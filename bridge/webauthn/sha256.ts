import { createHash } from 'node:crypto';

/** @returns 32 bytes */
export function sha256(data: Uint8Array | string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(data).digest());
}
