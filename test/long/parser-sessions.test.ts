import { afterAll, expect, test } from 'vitest';
import { type FuzzReport, fuzz } from '../fuzz/fuzz.ts';
import { SESSIONS } from '../fuzz/parsers.ts';

const SEED = 3;
/** Many messages to and fro for each. */
const INPUTS = 100_000;

const reports: FuzzReport[] = [];

afterAll(() => console.table(reports));

test.each(SESSIONS)('a hundred thousand damaged inputs: $name', async (session) => {
  const report = await fuzz(session, INPUTS, SEED);
  reports.push(report);
  expect(report.accepted + report.refused).toBe(INPUTS);
});
