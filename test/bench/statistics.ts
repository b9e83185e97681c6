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
