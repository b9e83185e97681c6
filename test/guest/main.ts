// The guest's checks by themselves, with what each client's ceremonies cost at the key as JSON:
//   node test/guest/main.ts [WORDS OF A NAME]...
import { runChecks } from './run-checks.ts';

const TIMEOUT_MS = 600_000;

const started = performance.now();
const { checks, counts, trouble } = await runChecks(process.argv.slice(2), TIMEOUT_MS, (line) => {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} ${line}`);
});
console.log(JSON.stringify(counts, null, 1));
const failed = checks.filter(({ error }) => error !== undefined).length;
console.log(`${checks.length - failed} of ${checks.length} are so`);
if (trouble !== undefined) console.error(trouble.message);
process.exit(failed > 0 || checks.length === 0 || trouble !== undefined ? 1 : 0);
