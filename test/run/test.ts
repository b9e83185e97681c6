// The test command: `npm test` runs every part that is quick, `npm run test:all` adds the rest.
// Prints what it does and each part's time, and leaves nothing running and nothing behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leftoverProcesses, RUN_MARK } from './leftovers.ts';
import { type Part, type PartResult, runPart } from './part.ts';
import { COUNTS_FILE, readTestCounts } from './test-counts.ts';

const all = process.argv.includes('--all');
// A short folder: the paths of Unix sockets inside it must stay under 108 bytes.
const scratch = mkdtempSync(join(tmpdir(), 'wk-'));
const run = `${process.pid}-${Date.now()}`;
const env = { ...process.env, TMPDIR: scratch, [RUN_MARK]: run, NO_COLOR: '1' };

const suites = ['unit', 'hid', 'pcsc', 'e2e', ...(all ? ['long', 'guest'] : [])];
const countsOf = (suite: string): string => join(scratch, `${suite}.json`);

const parts: Part[] = [
  ...['shared', 'extension', 'bridge', 'test', '.'].map(
    (folder): Part => ({ name: `types: ${folder}`, command: ['tsc', '-p', folder] }),
  ),
  { name: 'lint and format', command: ['biome', 'ci', '--error-on-warnings'] },
  { name: 'build', command: ['node', 'test/run/build.ts', 'all'] },
  ...suites.map(
    (suite): Part => ({
      name: `tests: ${suite}`,
      command: ['vitest', 'run', '--project', suite],
      env: { [COUNTS_FILE]: countsOf(suite) },
    }),
  ),
];

if (all) {
  const pictures = join(scratch, 'pictures');
  parts.push({ name: 'pictures', command: ['node', 'test/pictures/pictures.ts', pictures] });
}

// A run that is stopped ends what it started: whatever carries its mark.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const { pid } of leftoverProcesses(run)) end(pid);
    rmSync(scratch, { recursive: true, force: true });
    process.exit(1);
  });
}

const results: PartResult[] = [];
try {
  for (const part of parts) results.push(await runPart(part, env));
} finally {
  // Browsers take a moment to go after their last test.
  for (let i = 0; i < 20 && leftoverProcesses(run).length > 0; i++) await sleep(100);
}

const leftovers = leftoverProcesses(run);
for (const { pid, command } of leftovers) {
  console.error(`left running: ${pid} ${command.slice(0, 160)}`);
  end(pid);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

const counts = suites.map((suite) => readTestCounts(countsOf(suite)));
const sum = (of: 'passed' | 'failed' | 'skipped'): number =>
  counts.reduce((total, count) => total + count[of], 0);
rmSync(scratch, { recursive: true, force: true });

console.log('\n== time');
for (const { name, ok, seconds } of results) {
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${ok ? 'ok    ' : 'FAILED'}  ${name}`);
}
const failedParts = results.filter((result) => !result.ok).length;
if (leftovers.length > 0) console.log(`${leftovers.length} processes were left running`);
if (sum('skipped') > 0) console.log(`${sum('skipped')} tests were skipped: that is a failure`);
const lenient = counts.flatMap((count) => count.lenient);
for (const name of lenient) console.log(`a failure of it would not count: ${name}`);
console.log(`${sum('passed')} passed, ${Math.max(sum('failed'), failedParts > 0 ? 1 : 0)} failed`);
process.exit(failedParts > 0 || leftovers.length > 0 || sum('skipped') > 0 ? 1 : 0);
