import { createECDH, type KeyObject, randomBytes } from 'node:crypto';
import { integer, sequence } from '../attestation/der.ts';

/** Curves by their order (SP 800-186 §3.2.1), in bytes and as a number. */
const CURVES = {
  p256: {
    name: 'prime256v1',
    bytes: 32,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  p384: {
    name: 'secp384r1',
    bytes: 48,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
} as const;

export type RawCurve = keyof typeof CURVES;

/**
 * ECDSA over a hash that the caller has made (FIPS 186-5 §6.4.1), which is what a card is asked for;
 * node:crypto only signs what it hashes itself.
 * @param hash at most as long as the order
 * @returns DER
 */
export function signHash(privateKey: KeyObject, curve: RawCurve, hash: Uint8Array): Uint8Array {
  const { name, bytes, order } = CURVES[curve];
  const { d = '' } = privateKey.export({ format: 'jwk' });
  const secret = numberOf(Buffer.from(d, 'base64url'));
  for (;;) {
    const k = numberOf(randomBytes(bytes));
    if (k === 0n || k >= order) continue;
    const point = createECDH(name);
    point.setPrivateKey(Buffer.from(k.toString(16).padStart(2 * bytes, '0'), 'hex'));
    const r = numberOf(point.getPublicKey().subarray(1, 1 + bytes)) % order;
    const s = (inverse(k, order) * (numberOf(hash) + r * secret)) % order;
    if (r !== 0n && s !== 0n) return sequence(integer(shortest(r)), integer(shortest(s)));
  }
}

/** By Fermat's theorem: the order is prime. */
function inverse(value: bigint, order: bigint): bigint {
  let result = 1n;
  let base = value;
  for (let power = order - 2n; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

function shortest(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}
