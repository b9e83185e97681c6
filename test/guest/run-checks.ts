import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { buildTargets } from '../run/build.ts';
import { GUEST_RESULTS, runGuest } from './guest.ts';
import { GuestResults, RESULTS_FILE } from './inside/results.ts';

const PROGRAM = fileURLToPath(new URL('./inside/main.ts', import.meta.url));
/** A browser wants so much. */
const MEGABYTES = 2048;

/** Each key that is plugged in holds a thread, which waits for what the kernel has to say. */
const THREADS = 'UV_THREADPOOL_SIZE=16';

/** How the guest's run went. */
export interface GuestRun extends GuestResults {
  /** Why it did not come to its end, if it did not. */
  readonly trouble?: Error;
}

/**
 * Builds the bridge, boots a guest, and runs the checks in it.
 * @param wanted parts of the names of those to run; all without any
 */
export async function runChecks(
  wanted: readonly string[],
  timeoutMs: number,
  onLine: (line: string) => void,
): Promise<GuestRun> {
  buildTargets(['bridge']);
  const folder = await mkdtemp(join(tmpdir(), 'wk-guest-'));
  try {
    const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
    const command = ['env', THREADS, ...node, PROGRAM, GUEST_RESULTS, ...wanted];
    const ended = runGuest({ folder, command, timeoutMs, megabytes: MEGABYTES, onLine });
    const trouble = await ended.then(
      () => undefined,
      (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
    const results = readResults(join(folder, RESULTS_FILE));
    return trouble === undefined ? results : { ...results, trouble };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** None when the guest did not come that far. */
function readResults(path: string): GuestResults {
  if (!existsSync(path)) return { checks: [], counts: [] };
  return v.parse(GuestResults, JSON.parse(readFileSync(path, 'utf8')));
}
