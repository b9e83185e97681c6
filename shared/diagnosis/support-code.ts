import { FINDING_CODES, FINDINGS, type FindingCode } from './catalogue.ts';

/** What a support code holds. */
export interface SupportCode {
  /** Of the product that made it: major, minor and patch, each modulo 32. */
  readonly version: readonly [number, number, number];
  /** The cause first, where there is one; then the rest. */
  readonly findings: readonly FindingCode[];
  /** Whether the first finding is the verdict's cause. */
  readonly hasCause: boolean;
}

/** Digits that are read aloud and typed without doubt (Crockford's base 32: no I, L, O, U). */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'WK';
/** Of this way of writing. */
const FORMATS = { withCause: 1, withoutCause: 2 } as const;
/** The largest prime below 32²: a wrong digit, or two that have changed places, are always seen. */
const CHECK_PRIME = 1021;
/** Keeps a code short enough to be read aloud. */
const MAX_FINDINGS = 8;
const GROUP = 4;

/**
 * Writes findings as a support code, such as `WK-1010-0571-XY`: format, version (three digits), two
 * digits for each of at most eight findings, two check digits.
 * @param version such as `1.4.2`
 */
export function supportCode(
  version: string,
  cause: FindingCode | null,
  others: readonly FindingCode[],
): string {
  const [major = 0, minor = 0, patch = 0] = version
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  const codes = [...new Set([...(cause === null ? [] : [cause]), ...others])];
  const values = [
    cause === null ? FORMATS.withoutCause : FORMATS.withCause,
    ...[major, minor, patch].map((part) => part % 32),
    ...codes.slice(0, MAX_FINDINGS).flatMap((code) => pair(FINDINGS[code].number)),
  ];
  const digits = [...values, ...pair(checkOf(values))].map((value) => DIGITS.charAt(value));
  const groups = digits.join('').match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return [PREFIX, ...groups].join('-');
}

/**
 * Reads a support code as people write it down: in any case, with or without hyphens and spaces, with
 * O for 0 and I or L for 1.
 * @returns `null` for what is none, or was heard wrongly
 */
export function readSupportCode(typed: string): SupportCode | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  if (!plain.startsWith(PREFIX)) return null;
  const values = Array.from(plain.slice(PREFIX.length), digitValue);
  const [format, major = 0, minor = 0, patch = 0, ...rest] = values.slice(0, -2);
  const isWhole = !values.includes(-1) && values.length >= 6 && rest.length % 2 === 0;
  if (!isWhole || checkOf(values.slice(0, -2)) !== number(values.slice(-2))) return null;
  if (format !== FORMATS.withCause && format !== FORMATS.withoutCause) return null;
  const findings = Array.from({ length: rest.length / 2 }, (_, index) => {
    const wanted = number(rest.slice(index * 2, index * 2 + 2));
    return FINDING_CODES.find((code) => FINDINGS[code].number === wanted);
  }).filter((code) => code !== undefined);
  // A newer Wardkey may know more findings than this one.
  if (findings.length !== rest.length / 2) return null;
  return { version: [major, minor, patch], findings, hasCause: format === FORMATS.withCause };
}

function digitValue(digit: string): number {
  if (digit === 'O') return 0;
  return DIGITS.indexOf(digit === 'I' || digit === 'L' ? '1' : digit);
}

function pair(value: number): readonly [number, number] {
  return [Math.floor(value / 32), value % 32];
}

function number([high = 0, low = 0]: readonly number[]): number {
  return high * 32 + low;
}

function checkOf(values: readonly number[]): number {
  // Two places more, as if the check digits were there, and a start that tells lengths apart.
  return values.reduce((sum, value) => (sum * 32 + value) % CHECK_PRIME, values.length);
}
