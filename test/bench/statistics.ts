/** Figures of a series of measurements, in the unit of the series. */
export interface Summary {
  readonly runs: number;
  readonly median: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

/** @throws RangeError for an empty series */
export function summarise(series: readonly number[]): Summary {
  if (series.length === 0) throw new RangeError('nothing was measured');
  const sorted = series.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { runs: sorted.length, median: at(0.5), p95: at(0.95), min: at(0), max: at(1) };
}

/** What stands above the lines of a table. */
export const heading = `${' '.repeat(44)}  median     p95     min     max`;

/** One line of a table: figures with one decimal. */
export function line(name: string, unit: string, { runs, median, p95, min, max }: Summary): string {
  const figure = (value: number): string => value.toFixed(1).padStart(8);
  return `${name.padEnd(44)}${figure(median)}${figure(p95)}${figure(min)}${figure(max)}  ${unit}, ${runs} runs`;
}
