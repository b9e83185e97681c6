import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { COUNTS_FILE, readTestCounts, type TestCounts } from '../../run/test-counts.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Below the project, so that a file in it finds vitest. */
const FOLDER = join(ROOT, 'node_modules/.cache/wardkey', `counts-${process.pid}`);

/** A whole run of vitest is started in each. */
const SLOW = { timeout: 60_000 };

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

interface Run {
  readonly files: Readonly<Record<string, string>>;
  /** Further settings of vitest. */
  readonly settings?: string;
}

/** Runs files of tests with the reporter of our own runs. */
function runTests({ files, settings = '' }: Run): { status: number | null; counts: TestCounts } {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const reporter = join(ROOT, 'test/run/counts-reporter.ts');
  const config = `
    import { CountsReporter } from ${JSON.stringify(reporter)};
    const reporters = [new CountsReporter(process.env.${COUNTS_FILE})];
    export default { test: { reporters, ${settings} } };`;
  writeFileSync(join(FOLDER, 'vitest.config.ts'), config);
  for (const [name, body] of Object.entries(files)) {
    writeFileSync(join(FOLDER, name), `import { expect, test } from 'vitest';\n${body}`);
  }
  const counted = join(FOLDER, 'counts.json');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: FOLDER,
    env: { PATH: '', [COUNTS_FILE]: counted },
  });
  return { status, counts: readTestCounts(counted) };
}

test('counts what passed, failed and was skipped, and names what may fail and pass', SLOW, () => {
  const { status, counts } = runTests({
    files: {
      'a.test.ts': `
        test('one', () => {});
        test('two', () => expect(1).toBe(2));
        test.skip('three', () => {});
        test.todo('four');
        test('five', { retry: 1 }, () => {});
        test.fails('six', () => expect(1).toBe(2));`,
      'unloadable.test.ts': `throw new Error('no');`,
    },
  });
  expect(status).toBe(1);
  // The file that could not be loaded is the second failure.
  expect(counts).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
    lenient: ['a.test.ts > five', 'a.test.ts > six'],
  });
});

test('a run that may try its tests again fails, though all of them passed', SLOW, () => {
  const files = { 'a.test.ts': `test('steady', () => {});` };
  expect(runTests({ files, settings: 'retry: 2' })).toEqual({
    status: 1,
    counts: { passed: 1, failed: 0, skipped: 0, lenient: ['a.test.ts > steady'] },
  });
});

test('a run that wrote no counts is a failure', () => {
  expect(readTestCounts(join(FOLDER, 'none.json')).failed).toBe(1);
});
