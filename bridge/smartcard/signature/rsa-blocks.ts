import { createHash, randomBytes } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { digestInfo, HASH_FUNCTIONS, type HashFunction } from './hash-functions.ts';

const MIN_PADDING = 8;

/**
 * EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
 * @param modulusBytes length of what comes out
 * @throws WardkeyError `algorithm-unsupported` for a hash that the key is too short for
 */
export function pkcs1Block(
  hashFunction: HashFunction,
  hash: Uint8Array,
  modulusBytes: number,
): Uint8Array {
  const info = digestInfo(hashFunction, hash);
  const padding = modulusBytes - info.length - 3;
  if (padding < MIN_PADDING) throw new WardkeyError('algorithm-unsupported');
  const block = new Uint8Array(modulusBytes).fill(0xff);
  block.set([0x00, 0x01]);
  block[2 + padding] = 0x00;
  block.set(info, 3 + padding);
  return block;
}

/**
 * EMSA-PSS with MGF1 of the same hash function and a salt as long as the hash (RFC 8017 §9.1.1).
 * @param modulusBytes length of what comes out; the modulus has 8 bits a byte
 * @throws WardkeyError `algorithm-unsupported` for a hash that the key is too short for
 */
export function pssBlock(
  hashFunction: HashFunction,
  hash: Uint8Array,
  modulusBytes: number,
): Uint8Array {
  const { bytes } = HASH_FUNCTIONS[hashFunction];
  const dataBytes = modulusBytes - bytes - 1;
  if (dataBytes < bytes + 1) throw new WardkeyError('algorithm-unsupported');
  const salt = randomBytes(bytes);
  const digest = createHash(hashFunction)
    .update(new Uint8Array(8))
    .update(hash)
    .update(salt)
    .digest();
  const data = new Uint8Array(dataBytes);
  data[dataBytes - bytes - 1] = 0x01;
  data.set(salt, dataBytes - bytes);
  const mask = mgf1(hashFunction, digest, dataBytes);
  const block = new Uint8Array(modulusBytes);
  block.set(data.map((byte, at) => byte ^ (mask[at] ?? 0)));
  // The block has one bit less than the modulus.
  block[0] = (block[0] ?? 0) & 0x7f;
  block.set(digest, dataBytes);
  block[modulusBytes - 1] = 0xbc;
  return block;
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function mgf1(hashFunction: HashFunction, seed: Uint8Array, length: number): Uint8Array {
  const parts: Buffer[] = [];
  const counter = Buffer.alloc(4);
  for (let have = 0, at = 0; have < length; at += 1) {
    counter.writeUInt32BE(at);
    const part = createHash(hashFunction).update(seed).update(counter).digest();
    parts.push(part);
    have += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}
