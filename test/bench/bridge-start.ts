// How fast the installed bridge is there and gone again, beside bare Node in turns, and how much
// memory it needs; a key lies on a reader, and there is no Node.js in the PATH:
//   node test/bench/bridge-start.ts [RUNS] [--json]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { InstalledBridge, keyRead } from '../rig/installed-bridge.ts';
import { residentMegabytes } from '../rig/resident-memory.ts';
import { heading, line, summarise } from './statistics.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const runs = Number(positionals[0] ?? 20);

/** @returns milliseconds */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const series = {
  'bare Node, from start to end': { unit: 'ms', measured: [] as number[] },
  'bridge, from start to hello': { unit: 'ms', measured: [] as number[] },
  'bridge, from the end of its input to gone': { unit: 'ms', measured: [] as number[] },
  'bridge, memory after a key was read': { unit: 'MB', measured: [] as number[] },
};

await using bridge = await InstalledBridge.place();
for (let run = 0; run < runs; run++) {
  series['bare Node, from start to end'].measured.push(
    await timed(() => once(spawn(process.execPath, ['-e', '0'], { env: {} }), 'exit')),
  );
  const started = performance.now();
  const host = await bridge.greeted();
  series['bridge, from start to hello'].measured.push(performance.now() - started);
  await keyRead(host);
  series['bridge, memory after a key was read'].measured.push(residentMegabytes(host.pid));
  series['bridge, from the end of its input to gone'].measured.push(await timed(() => host.end()));
}

const summaries = Object.entries(series).map(([name, { unit, measured }]) => ({
  name,
  unit,
  ...summarise(measured),
}));
if (values.json) {
  console.log(JSON.stringify(summaries));
} else {
  console.log(heading);
  for (const { name, unit, ...summary } of summaries) console.log(line(name, unit, summary));
}
