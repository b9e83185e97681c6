import type { ErrorCode } from '../errors/codes.ts';
import { ERROR_NUMBERS } from '../errors/numbers.ts';
import { JOURNEY_NUMBERS, PAGE_NUMBERS } from './guide-numbers.ts';
import { ofPair, pair, readSpoken, type SpokenVersion, writeSpoken } from './spoken-digits.ts';

/** Where a person is in the guide, and what is wrong there. */
export interface GuideSpot {
  /** `null` where no journey is on. */
  readonly journey: string | null;
  /** From 1; 0 where the journey has no steps, or none is on. */
  readonly step: number;
  /** A page of the catalogue; `null` where none is in sight. */
  readonly page: string | null;
  readonly error: ErrorCode | null;
}

/** What a support code of the guide holds. */
export interface GuideCode extends GuideSpot {
  readonly version: SpokenVersion;
}

/** Of these ways of writing, beside those of a check-up. */
const FORMATS = { spot: 3, errorAlone: 4 } as const;
const NOTHING = 0;
const MOST_STEPS = 31;

/**
 * Writes a place in the guide as a support code: two digits for the journey, one for the step, two
 * each for the page and the error. Where there is an error alone, its two digits are all.
 * @param version such as `1.4.2`
 */
export function guideCode(version: string, { journey, step, page, error }: GuideSpot): string {
  const wrong = pair(error === null ? NOTHING : ERROR_NUMBERS[error]);
  if (journey === null && page === null) return writeSpoken(FORMATS.errorAlone, version, wrong);
  return writeSpoken(FORMATS.spot, version, [
    ...pair(numberIn(JOURNEY_NUMBERS, journey)),
    Math.min(step, MOST_STEPS),
    ...pair(numberIn(PAGE_NUMBERS, page)),
    ...wrong,
  ]);
}

/** Reads a support code of the guide. @returns `null` for what is none, or was heard wrongly */
export function readGuideCode(typed: string): GuideCode | null {
  const read = readSpoken(typed);
  if (read === null) return null;
  const { format, version, values } = read;
  const isSpot = format === FORMATS.spot && values.length === 7;
  if (!isSpot && !(format === FORMATS.errorAlone && values.length === 2)) return null;
  const at = isSpot ? values : [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ...values];
  const journey = nameIn(JOURNEY_NUMBERS, ofPair(at.slice(0, 2)));
  const page = nameIn(PAGE_NUMBERS, ofPair(at.slice(3, 5)));
  const error = nameIn(ERROR_NUMBERS, ofPair(at.slice(5, 7)));
  // A newer Wardkey may know more of each than this one.
  if (journey === undefined || page === undefined || error === undefined) return null;
  return { version, journey, step: at[2] ?? NOTHING, page, error };
}

function numberIn(numbers: Readonly<Record<string, number>>, name: string | null): number {
  return (name === null ? undefined : numbers[name]) ?? NOTHING;
}

/** @returns `null` for the number of nothing, `undefined` for one that nobody has */
function nameIn<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  wanted: number,
): Name | null | undefined {
  if (wanted === NOTHING) return null;
  for (const name in numbers) if (numbers[name] === wanted) return name;
  return undefined;
}
