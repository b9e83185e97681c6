// How fast the installed bridge is there and gone again, beside bare Node in turns, and how much
// memory it needs; a key lies on a reader, and there is no Node.js in the PATH:
//   node test/bench/bridge-start.ts [RUNS] [--json]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { InstalledBridge, keyRead } from '../rig/installed-bridge.ts';
import { residentMegabytes } from '../rig/resident-memory.ts';
import { Series } from './series.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const runs = Number(positionals[0] ?? 20);

const bareNode = new Series('bare Node, from start to end', 'ms');
const hello = new Series('bridge, from start to hello', 'ms');
const gone = new Series('bridge, from the end of its input to gone', 'ms');
const memory = new Series('bridge, memory after a key was read', 'MB');

await using bridge = await InstalledBridge.place();
for (let run = 0; run < runs; run++) {
  await bareNode.time(() => once(spawn(process.execPath, ['-e', '0'], { env: {} }), 'exit'));
  const host = await hello.time(() => bridge.greeted());
  await keyRead(host);
  memory.add(residentMegabytes(host.pid));
  await gone.time(() => host.end());
}
Series.print([bareNode, hello, gone, memory], values.json);
