import { createECDH, type KeyObject, randomBytes } from 'node:crypto';
import { integer, sequence } from '../attestation/der.ts';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * ECDSA over a hash that the caller has made (FIPS 186-5 §6.4.1), which is what a card is asked for;
 * node:crypto only signs what it hashes itself.
 * @param hash the leftmost 32 bytes count
 * @returns DER
 */
export function signHashWithP256(privateKey: KeyObject, hash: Uint8Array): Uint8Array {
  const { d = '' } = privateKey.export({ format: 'jwk' });
  const secret = numberOf(Buffer.from(d, 'base64url'));
  for (;;) {
    const k = numberOf(randomBytes(32));
    if (k === 0n || k >= ORDER) continue;
    const point = createECDH('prime256v1');
    point.setPrivateKey(bytesOf(k));
    const r = numberOf(point.getPublicKey().subarray(1, 33)) % ORDER;
    const s = (inverse(k) * (numberOf(hash.subarray(0, 32)) + r * secret)) % ORDER;
    if (r !== 0n && s !== 0n) return sequence(integer(shortest(r)), integer(shortest(s)));
  }
}

/** By Fermat's theorem: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value;
  for (let power = ORDER - 2n; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

function bytesOf(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

function shortest(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}
