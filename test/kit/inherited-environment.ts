import { RUN_MARK } from '../run/leftovers.ts';

/**
 * What every program that a test starts inherits, however bare its environment otherwise is: where
 * to keep temporary files, and the mark by which a test run finds what it left running.
 */
export function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['TMPDIR', RUN_MARK].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
