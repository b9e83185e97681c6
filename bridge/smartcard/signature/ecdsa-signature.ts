import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { readTlvs } from '../ber-tlv.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * What a card gives as an ECDSA signature: DER by the specification (SP 800-73-4 part 2 appendix
 * A.4.1), with integers that some cards write too long or too short; a few give r and s as they are.
 * @param size bytes of the curve's order
 * @returns r and s, `size` bytes each
 * @throws WardkeyError `device-garbled`
 */
export function ecdsaRaw(signature: Uint8Array, size: number): Uint8Array {
  const numbers = integersIn(signature);
  if (numbers === null && signature.length === 2 * size) return signature;
  const raw = new Uint8Array(2 * size);
  for (const [index, number] of (numbers ?? []).entries()) {
    const digits = number.subarray(number.findIndex((byte) => byte !== 0));
    if (digits.length > size) throw garbled();
    raw.set(digits, (index + 1) * size - digits.length);
  }
  if (numbers === null) throw garbled();
  return raw;
}

/** The same as DER, for what reads X.509 (RFC 3279 §2.2.3). */
export function ecdsaDer(raw: Uint8Array): Uint8Array {
  const size = raw.length / 2;
  const inside = [...integer(raw.subarray(0, size)), ...integer(raw.subarray(size))];
  const length = inside.length < 0x80 ? [inside.length] : [0x81, inside.length];
  return Uint8Array.from([SEQUENCE, ...length, ...inside]);
}

function integersIn(signature: Uint8Array): readonly [Uint8Array, Uint8Array] | null {
  if (signature[0] !== SEQUENCE) return null;
  const outer = readTlvs(signature);
  const inner = readTlvs(outer.objects[0]?.value ?? new Uint8Array());
  if (outer.isFaulty || inner.isFaulty) return null;
  const [r, s, ...more] = inner.objects;
  if (r?.tag !== INTEGER || s?.tag !== INTEGER || more.length > 0) return null;
  return r.value.some(Boolean) && s.value.some(Boolean) ? [r.value, s.value] : null;
}

function integer(bytes: Uint8Array): readonly number[] {
  const digits = bytes.subarray(
    Math.max(
      0,
      bytes.findIndex((byte) => byte !== 0),
    ),
  );
  // A number whose first bit is set would be below zero.
  const value = (digits[0] ?? 0) < 0x80 ? [...digits] : [0, ...digits];
  return [INTEGER, value.length, ...value];
}

function garbled(): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: 'signature' } });
}
