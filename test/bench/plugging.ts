// How soon a key is seen, over PC/SC and over HID, and how soon a card's going is:
//   node test/bench/plugging.ts [RUNS] [--json]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { HidTransport } from '../../bridge/transport/hid/hid-transport.ts';
import { linuxHidSystem } from '../../bridge/transport/hid/linux-hid-system.ts';
import { systemHidLibrary } from '../../bridge/transport/hid/node-hid-library.ts';
import { ScriptedCard } from '../pcsc/scripted-card.ts';
import { stagePcsc } from '../pcsc/transport-record.ts';
import { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { buildShim, SHIM } from '../virtual/hid-device/shim.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { Series } from './series.ts';

const LOOK_MS = 1;

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const runs = Number(positionals[0] ?? 20);

async function measureCards(came: Series, went: Series): Promise<void> {
  const stage = await stagePcsc('Wardkey Test Reader');
  const { record } = stage.watch();
  await record.until(({ problems }) => problems.length > 0);
  for (let run = 0; run < runs; run++) {
    await came.time(() => {
      stage.reader.insert(new ScriptedCard(() => '6d00'));
      return record.until(({ devices }) => devices.length === 1);
    });
    await went.time(() => {
      stage.reader.remove();
      return record.until(({ devices }) => devices.length === 0);
    });
  }
  await stage.strike();
}

async function measureKeys(greeted: Series): Promise<void> {
  const machine = await HidMachine.start();
  const system = linuxHidSystem(machine.places);
  const keys = new AttachedKeys([new HidTransport(systemHidLibrary(), system)]);
  keys.start();
  for (let run = 0; run < runs; run++) {
    const plugged = await machine.plug(new VirtualKey({ pin: '2468' }));
    await greeted.time(async () => {
      while (keys.list.devices[0]?.key === undefined) await sleep(LOOK_MS);
    });
    await plugged.unplug();
    while (keys.list.devices.length > 0) await sleep(LOOK_MS);
  }
  await keys.stop();
  await machine.stop();
}

if (process.env['LD_PRELOAD'] !== SHIM) {
  // The system's own programs see the virtual HID devices only with the shim before them.
  await buildShim();
  const env = { ...process.env, LD_PRELOAD: SHIM };
  const again = spawn(process.execPath, process.argv.slice(1), { env, stdio: 'inherit' });
  const [code] = await once(again, 'exit');
  process.exit(code);
}

const came = new Series('card, from laid on the reader to listed', 'ms');
const went = new Series('card, from taken away to gone', 'ms');
const greeted = new Series('HID key, from plugged in to greeted', 'ms');
await measureCards(came, went);
await measureKeys(greeted);
Series.print([came, went, greeted], values.json);
