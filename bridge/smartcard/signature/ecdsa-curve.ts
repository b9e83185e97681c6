/** A curve y² = x³ − 3x + b over a prime field, with what ECDSA needs of it (FIPS 186-5, SP 800-186 §3.2). */
export interface Curve {
  /** Of the order, in bytes. */
  readonly bytes: number;
  readonly prime: bigint;
  readonly order: bigint;
  readonly generator: Affine;
}

/** A point other than the one at infinity. */
export interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}

/** In Jacobian coordinates: x/z², y/z³; z is 0 at infinity. */
interface Point extends Affine {
  readonly z: bigint;
}

const INFINITY: Point = { x: 1n, y: 1n, z: 0n };

/** The curves of PIV keys, by their names in node:crypto. */
export const CURVES: Readonly<Record<string, Curve>> = {
  prime256v1: {
    bytes: 32,
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    generator: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
  },
  secp384r1: {
    bytes: 48,
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    generator: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    },
  },
};

/**
 * The sum of two multiples of points, which is what a signature is checked by. All that comes in is
 * public, so that how long it takes may depend on it.
 * @returns its x; `null` for the point at infinity
 */
export function sumOfMultiples(
  curve: Curve,
  [one, times]: readonly [Affine, bigint],
  [other, otherTimes]: readonly [Affine, bigint],
): bigint | null {
  const { prime } = curve;
  const a = { ...one, z: 1n };
  const b = { ...other, z: 1n };
  const both = add(a, b, prime);
  let sum = INFINITY;
  for (let bit = BigInt(curve.bytes * 8 - 1); bit >= 0n; bit -= 1n) {
    sum = twice(sum, prime);
    const inFirst = ((times >> bit) & 1n) === 1n;
    const inSecond = ((otherTimes >> bit) & 1n) === 1n;
    if (inFirst && inSecond) sum = add(sum, both, prime);
    else if (inFirst) sum = add(sum, a, prime);
    else if (inSecond) sum = add(sum, b, prime);
  }
  if (sum.z === 0n) return null;
  const inverse = inverted(sum.z, prime);
  return (sum.x * inverse * inverse) % prime;
}

/** The inverse of a number that is not 0 modulo a prime, by the extended Euclidean algorithm. */
export function inverted(value: bigint, prime: bigint): bigint {
  let [rest, next] = [prime, positive(value, prime)];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return positive(factor, prime);
}

function positive(value: bigint, prime: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}

/** Doubling for curves with a = −3. */
function twice({ x, y, z }: Point, prime: bigint): Point {
  if (z === 0n || y === 0n) return INFINITY;
  const zz = (z * z) % prime;
  const yy = (y * y) % prime;
  const s = (4n * x * yy) % prime;
  const m = (3n * (x - zz) * (x + zz)) % prime;
  const doubled = positive(m * m - 2n * s, prime);
  return {
    x: doubled,
    y: positive(m * (s - doubled) - 8n * yy * yy, prime),
    z: positive(2n * y * z, prime),
  };
}

function add(one: Point, other: Point, prime: bigint): Point {
  if (one.z === 0n) return other;
  if (other.z === 0n) return one;
  const zz = (one.z * one.z) % prime;
  const otherZz = (other.z * other.z) % prime;
  const u = (one.x * otherZz) % prime;
  const s = (one.y * otherZz * other.z) % prime;
  const h = positive(other.x * zz - u, prime);
  const r = positive(other.y * zz * one.z - s, prime);
  if (h === 0n) return r === 0n ? twice(one, prime) : INFINITY;
  const hh = (h * h) % prime;
  const hhh = (h * hh) % prime;
  const v = (u * hh) % prime;
  const x = positive(r * r - hhh - 2n * v, prime);
  return {
    x,
    y: positive(r * (v - x) - s * hhh, prime),
    z: (h * one.z * other.z) % prime,
  };
}
