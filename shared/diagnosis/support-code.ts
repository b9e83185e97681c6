import { FINDING_CODES, FINDINGS, type FindingCode } from './catalogue.ts';
import { ofPair, pair, readSpoken, type SpokenVersion, writeSpoken } from './spoken-digits.ts';

/** What the support code of a check-up holds. */
export interface SupportCode {
  readonly version: SpokenVersion;
  /** The cause first, where there is one; then the rest. */
  readonly findings: readonly FindingCode[];
  /** Whether the first finding is the verdict's cause. */
  readonly hasCause: boolean;
}

/** Of this way of writing. */
const FORMATS = { withCause: 1, withoutCause: 2 } as const;
/** Keeps a code short enough to be read aloud. */
const MAX_FINDINGS = 8;

/**
 * Writes findings as a support code, such as `WK-1010-0571-XY`: two digits for each of at most eight
 * findings.
 * @param version such as `1.4.2`
 */
export function supportCode(
  version: string,
  cause: FindingCode | null,
  others: readonly FindingCode[],
): string {
  const codes = [...new Set([...(cause === null ? [] : [cause]), ...others])];
  return writeSpoken(
    cause === null ? FORMATS.withoutCause : FORMATS.withCause,
    version,
    codes.slice(0, MAX_FINDINGS).flatMap((code) => pair(FINDINGS[code].number)),
  );
}

/** Reads the support code of a check-up. @returns `null` for what is none, or was heard wrongly */
export function readSupportCode(typed: string): SupportCode | null {
  const read = readSpoken(typed);
  if (read === null || read.values.length % 2 !== 0) return null;
  const { format, version, values } = read;
  if (format !== FORMATS.withCause && format !== FORMATS.withoutCause) return null;
  const findings = Array.from({ length: values.length / 2 }, (_, index) => {
    const wanted = ofPair(values.slice(index * 2, index * 2 + 2));
    return FINDING_CODES.find((code) => FINDINGS[code].number === wanted);
  }).filter((code) => code !== undefined);
  // A newer Wardkey may know more findings than this one.
  if (findings.length !== values.length / 2) return null;
  return { version, findings, hasCause: format === FORMATS.withCause };
}
