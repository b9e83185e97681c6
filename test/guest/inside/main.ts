// Runs in the guest, as root: all checks, one after the other, on clients that stay. The results go
// into the folder that is given, after each check, so that nothing is lost when the time is up.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from './checks.ts';
import { type GuestResults, RESULTS_FILE } from './results.ts';
import { Stage } from './stage.ts';

const [folder = '.', ...wanted] = process.argv.slice(2);
const stage = await Stage.open();
console.log('the clients are ready');

const results: GuestResults = { checks: [], counts: stage.counts };
for (const { name, run } of CHECKS) {
  if (wanted.length > 0 && !wanted.some((words) => name.includes(words))) continue;
  const started = performance.now();
  const error = await run(stage).then(
    () => undefined,
    (thrown: unknown) => String(thrown instanceof Error ? thrown.stack : thrown),
  );
  const seconds = (performance.now() - started) / 1000;
  results.checks.push({ name, seconds, ...(error === undefined ? {} : { error }) });
  console.log(`${seconds.toFixed(1)} s  ${error === undefined ? 'ok' : 'FAILED'}  ${name}`);
  if (error !== undefined) console.log(error);
  await stage.clear();
  writeFileSync(join(folder, RESULTS_FILE), JSON.stringify(results));
}
process.exit(0);
