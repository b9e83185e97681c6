import { expect, it } from 'vitest';
import { summarise } from '../../bench/statistics.ts';

it('sorts what it is given, and takes it from there', () => {
  expect(summarise([5, 1, 3])).toEqual({ runs: 3, median: 3, p95: 5, min: 1, max: 5 });
});

it('tells the 95th percentile of a hundred', () => {
  const series = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(summarise(series)).toEqual({ runs: 100, median: 51, p95: 96, min: 1, max: 100 });
});

it('is the one measurement, where there is one', () => {
  expect(summarise([7])).toEqual({ runs: 1, median: 7, p95: 7, min: 7, max: 7 });
});

it('has nothing to say of nothing', () => {
  expect(() => summarise([])).toThrow(RangeError);
});
