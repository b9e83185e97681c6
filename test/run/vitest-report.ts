import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

const Report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
});

/** Counts of one run. A skipped test is counted apart: it has not passed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Reads vitest's JSON report.
 * @param path the report; a run that died before it wrote one counts as one failure
 */
export function readTestCounts(path: string): TestCounts {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = v.parse(Report, JSON.parse(readFileSync(path, 'utf8')));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
