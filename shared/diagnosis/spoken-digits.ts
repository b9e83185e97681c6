/** Digits that are read aloud and typed without doubt (Crockford's base 32: no I, L, O, U). */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = DIGITS.length;
const PREFIX = 'WK';
/** The largest prime below 32²: a wrong digit, or two that have changed places, are always seen. */
const CHECK_PRIME = 1021;
const GROUP = 4;
/** Of a version: major, minor and patch, each modulo 32. */
export type SpokenVersion = readonly [number, number, number];

/** What is written in one support code, whatever it is about. */
export interface SpokenDigits {
  /** What the values are: each way of writing has a number of its own, 1 to 31. */
  readonly format: number;
  /** Of the product that made it. */
  readonly version: SpokenVersion;
  /** Digits of base 32, 0 to 31 each. */
  readonly values: readonly number[];
}

/**
 * Writes a support code, such as `WK-1010-0571-XY`: format, version (three digits), the values, two
 * check digits.
 * @param version such as `1.4.2`
 */
export function writeSpoken(format: number, version: string, values: readonly number[]): string {
  const [major = 0, minor = 0, patch = 0] = version
    .split('.')
    .map((part) => Number.parseInt(part, 10) % BASE);
  const all = [format, major, minor, patch, ...values];
  const digits = [...all, ...pair(checkOf(all))].map((value) => DIGITS.charAt(value));
  const groups = digits.join('').match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return [PREFIX, ...groups].join('-');
}

/**
 * Reads a support code as people write it down: in any case, with or without hyphens and spaces, with
 * O for 0 and I or L for 1.
 * @returns `null` for what is none, or was heard wrongly
 */
export function readSpoken(typed: string): SpokenDigits | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  if (!plain.startsWith(PREFIX)) return null;
  const digits = Array.from(plain.slice(PREFIX.length), digitValue);
  const [format = 0, major = 0, minor = 0, patch = 0, ...values] = digits.slice(0, -2);
  if (digits.includes(-1) || digits.length < 6) return null;
  if (checkOf(digits.slice(0, -2)) !== ofPair(digits.slice(-2))) return null;
  return { format, version: [major, minor, patch], values };
}

/** A number of 0 to 1023 as two digits. */
export function pair(value: number): readonly [number, number] {
  return [Math.floor(value / BASE), value % BASE];
}

/** The number that two digits are. */
export function ofPair([high = 0, low = 0]: readonly number[]): number {
  return high * BASE + low;
}

function digitValue(digit: string): number {
  if (digit === 'O') return 0;
  return DIGITS.indexOf(digit === 'I' || digit === 'L' ? '1' : digit);
}

function checkOf(values: readonly number[]): number {
  // Two places more, as if the check digits were there, and a start that tells lengths apart.
  return values.reduce((sum, value) => (sum * BASE + value) % CHECK_PRIME, values.length);
}
