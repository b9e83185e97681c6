import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import type { TestCounts } from './test-counts.ts';

/**
 * Counts a run's tests into a file, for the summary of the whole run, and fails a run with a test
 * that passes all the same when it fails: one that is tried again, or one whose failure is expected.
 */
export class CountsReporter implements Reporter {
  readonly #path: string | undefined;

  /** @param path where the counts go as JSON; without it they go nowhere */
  constructor(path: string | undefined) {
    this.#path = path;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = countTests(modules);
    if (this.#path !== undefined) writeFileSync(this.#path, JSON.stringify(counts));
    for (const name of counts.lenient) console.error(`a failure of it would not count: ${name}`);
    if (counts.lenient.length > 0) process.exitCode = 1;
  }
}

function countTests(modules: readonly TestModule[]): TestCounts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string): number =>
    tests.filter((test) => test.result().state === state).length;
  // A file that could not be loaded, or whose hook failed, has tests that nobody saw.
  const broken = modules.filter((module) => module.errors().length > 0).length;
  return {
    passed: inState('passed'),
    failed: inState('failed') + inState('pending') + broken,
    skipped: inState('skipped'),
    lenient: tests
      .filter(({ options }) => (options.retry ?? 0) !== 0 || options.fails)
      .map((test) => `${test.module.relativeModuleId} > ${test.fullName}`),
  };
}
