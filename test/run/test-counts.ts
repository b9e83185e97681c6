import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

/** Environment variable that tells a suite where to write its counts. */
export const COUNTS_FILE = 'WARDKEY_TEST_COUNTS';

const TestCounts = v.object({
  passed: v.number(),
  failed: v.number(),
  /** A skipped test is counted apart: it has not passed. */
  skipped: v.number(),
  /** Names of tests whose failure would not count, as they are tried again or expected to fail. */
  lenient: v.array(v.string()),
});

/** Counts of one run. */
export type TestCounts = v.InferOutput<typeof TestCounts>;

/**
 * Reads what the reporter counted.
 * @param path its file; a run that died before it wrote one counts as one failure
 */
export function readTestCounts(path: string): TestCounts {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0, lenient: [] };
  return v.parse(TestCounts, JSON.parse(readFileSync(path, 'utf8')));
}
