import { afterAll, expect, test } from 'vitest';
import { type FuzzReport, fuzz } from '../fuzz/fuzz.ts';
import { PARSERS } from '../fuzz/parsers.ts';

const SEED = 3;
const INPUTS = 1_000_000;

const reports: FuzzReport[] = [];

afterAll(() => console.table(reports));

test.each(PARSERS)('a million damaged inputs: $name', async (parser) => {
  const report = await fuzz(parser, INPUTS, SEED);
  reports.push(report);
  expect(report.accepted + report.refused).toBe(INPUTS);
});
