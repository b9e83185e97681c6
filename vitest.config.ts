import { defineConfig } from 'vitest/config';
import { CountsReporter } from './test/run/counts-reporter.ts';
import { COUNTS_FILE } from './test/run/test-counts.ts';

/** How long a test waits for what has to come: enough on a machine that is busy with other things. */
const expect = { poll: { timeout: 30_000 } };

/**
 * The suites of test/run: `unit` needs no browser and no reader, `guest` and `long` are for the longer
 * run only.
 */
export default defineConfig({
  test: {
    reporters: ['default', new CountsReporter(process.env[COUNTS_FILE])],
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000, expect } },
      {
        test: {
          name: 'hid',
          include: ['test/hid/**/*.test.ts'],
          globalSetup: 'test/hid/preload-shim.ts',
          testTimeout: 60_000,
          expect,
        },
      },
      {
        test: {
          name: 'guest',
          include: ['test/guest/**/*.test.ts'],
          // One boot serves all: an emulated processor takes its time, more so on a busy computer.
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          expect,
        },
      },
      {
        test: {
          name: 'pcsc',
          include: ['test/pcsc/**/*.test.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/{e2e,extension,installed,kit,portal,practice}/**/*.test.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          // Two browsers at once keep two cores busy; more would starve one another.
          maxWorkers: 2,
        },
      },
    ],
  },
});
