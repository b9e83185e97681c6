/**
 * The order of map keys in canonical CBOR (CTAP 2.1 §8): major type first, then the shorter encoding,
 * then bytewise. So 1, 3 come before -1, -2, and "rk" before "alwaysUv".
 *
 * @param a one key as encoded, at least 1 byte
 * @param b another
 * @returns negative when `a` comes first, 0 when they are the same key
 */
export function compareKeys(a: Uint8Array, b: Uint8Array): number {
  const majors = majorType(a) - majorType(b);
  if (majors !== 0) return majors;
  if (a.length !== b.length) return a.length - b.length;
  return Buffer.compare(a, b);
}

function majorType(encoded: Uint8Array): number {
  return (encoded[0] ?? 0) >> 5;
}
