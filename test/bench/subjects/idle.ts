import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Undo } from '../../kit/undo.ts';
import type { HostClient } from '../../rig/host-client.ts';
import { type BenchDevice, WAY } from '../device/bench-device.ts';
import { CardDevice } from '../device/card-device.ts';
import { HidDevice } from '../device/hid-device.ts';
import { PEER, SUBJECT, startBridge } from '../peers/bench-bridge.ts';
import type { Row } from '../results.ts';
import { summarise } from '../statistics.ts';
import type { BenchOptions, Subject } from './subject.ts';

/** The bridge lets the key go, and V8 tidies up, before it counts as idle. */
const SETTLE_MS = { quick: 5_000, full: 15_000 };
const IDLE_MS = { quick: 10_000, full: 60_000 };
/** One that looked at anything by the clock every second would be at twice this. */
const MOST_WAKES = 60;
const MOST_CPU_MS = 60;

interface Activity {
  /** Of all threads, in milliseconds. */
  readonly cpuMs: number;
  /** How often a thread of it waited for something. */
  readonly wakes: number;
}

function activity(pid: number): Activity {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const tasks = readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}`);
  // Nanoseconds on a processor come first (Linux, Documentation/scheduler/sched-stats.rst).
  const onCpu = tasks.map((task) =>
    Number(readFileSync(`${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  const waits = tasks
    .map((task) => readFileSync(`${task}/status`, 'utf8'))
    .map((status) => Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1]));
  return { cpuMs: sum(onCpu) / 1e6, wakes: sum(waits) };
}

interface Idle {
  readonly what: string;
  readonly device: BenchDevice;
  readonly client: HostClient;
}

/** Runs the bridge with a key on each way, at the same time, and leaves them alone. */
async function startIdle(undo: Undo): Promise<readonly Idle[]> {
  const hid = await HidDevice.start({});
  undo.later(() => hid.close());
  const card = await CardDevice.start({});
  undo.later(() => card.close());
  const idle = [
    { what: 'a USB key, no card service', device: hid },
    { what: 'a key on a reader', device: card },
  ].map((one) => ({ ...one, client: startBridge(one.device) }));
  for (const { client } of idle) undo.later(() => client.host.end());
  await Promise.all(
    idle.map(({ client }) => client.listed(({ devices }) => devices[0]?.key !== undefined)),
  );
  return idle;
}

function rowsOf({ what, device }: Idle, before: Activity, after: Activity, idleMs: number): Row[] {
  const place = { subject: SUBJECT, peer: PEER, way: WAY[device.way], unit: 'per minute' };
  const perMinute = (count: number): number => (count * 60_000) / idleMs;
  const cpuMs = perMinute(after.cpuMs - before.cpuMs);
  const wakes = perMinute(after.wakes - before.wakes);
  return [
    {
      ...place,
      what: `idle with ${what}: woken`,
      summary: summarise([wakes]),
      target: { says: `at most ${MOST_WAKES} times a minute`, met: wakes <= MOST_WAKES },
    },
    {
      ...place,
      what: `idle with ${what}: milliseconds of processor`,
      summary: summarise([cpuMs]),
      target: { says: `at most ${MOST_CPU_MS} ms a minute`, met: cpuMs <= MOST_CPU_MS },
    },
  ];
}

/** What the built bridge does while nobody wants anything of it. */
export const idle: Subject = {
  name: 'idle',
  async measure({ quick, say }: BenchOptions) {
    const idleMs = quick ? IDLE_MS.quick : IDLE_MS.full;
    say(`idle bridges, ${idleMs / 1_000} s`);
    const undo = new Undo();
    try {
      const bridges = await startIdle(undo);
      await sleep(quick ? SETTLE_MS.quick : SETTLE_MS.full);
      const before = bridges.map(({ client }) => activity(client.host.pid));
      await sleep(idleMs);
      return bridges.flatMap((one, at) => {
        const began = before[at] ?? { cpuMs: 0, wakes: 0 };
        return rowsOf(one, began, activity(one.client.host.pid), idleMs);
      });
    } finally {
      await undo.run();
    }
  },
};
