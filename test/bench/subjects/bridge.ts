import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuthenticationResponseJson } from '../../../shared/rpc/webauthn-json.ts';
import { Undo } from '../../kit/undo.ts';
import type { HostClient } from '../../rig/host-client.ts';
import { InstalledBridge, keyRead } from '../../rig/installed-bridge.ts';
import { residentMegabytes } from '../../rig/resident-memory.ts';
import { gotOfJson } from '../device/attestation.ts';
import { account, WAY } from '../device/bench-device.ts';
import { type Credential, checkGot } from '../device/evidence.ts';
import { HidDevice } from '../device/hid-device.ts';
import { register } from '../device/register.ts';
import { PEER, SUBJECT, startBridge } from '../peers/bench-bridge.ts';
import { requestFor } from '../peers/ceremony-options.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import { summarise } from '../statistics.ts';
import { Tally } from '../tally.ts';
import { RP_ID } from './sessions.ts';
import type { BenchOptions, Subject } from './subject.ts';

const CALLER = { origin: `https://${RP_ID}`, sameOriginWithAncestors: true };

const CEREMONIES = { quick: 300, full: 10_000 };
/** Caches fill at first; from here on memory has to stay. */
const WARM_SHARE = 0.5;
const MOST_GROWTH_MEGABYTES = 5;

function place(what: string, unit: string, way: string): Omit<Row, 'summary'> {
  return { subject: SUBJECT, what, peer: PEER, way, unit };
}

async function measureStart({ runs }: BenchOptions): Promise<Row[]> {
  const hello = new Series(place('start to hello', 'ms', WAY.card));
  const gone = new Series(place('end of input to gone', 'ms', WAY.card));
  const memory = new Series(place('memory once a key was read', 'MB', WAY.card));
  await using bridge = await InstalledBridge.place();
  for (let run = 0; run < runs; run++) {
    const host = await hello.time(() => bridge.greeted());
    await keyRead(host);
    memory.add(residentMegabytes(host.pid));
    await gone.time(() => host.end());
  }
  return [hello.row(), gone.row(), memory.row()];
}

/** One sign-in over native messaging. @throws Error when it is not right */
async function signIn(client: HostClient, { id, publicKey }: Credential): Promise<void> {
  const params = { ...CALLER, options: requestFor(RP_ID, randomBytes(32), [id], false) };
  const got = await client.ceremony('webauthn.get', params, AuthenticationResponseJson);
  checkGot(gotOfJson(got), publicKey, { rpId: RP_ID, userVerified: false });
}

async function measureSignIns(
  client: HostClient,
  device: HidDevice,
  { runs }: BenchOptions,
): Promise<Row> {
  const credential = await register(device.key, RP_ID);
  const tally = new Tally(place('get, no PIN, over native messaging', 'ms', WAY.hid));
  for (let run = 0; run < runs; run++) {
    await sleep(60);
    const told = account(device);
    const started = performance.now();
    try {
      await signIn(client, credential);
      tally.add(performance.now() - started, told());
    } catch (error) {
      tally.addVoid(error);
    }
  }
  return tally.row();
}

async function measureGrowth(
  client: HostClient,
  device: HidDevice,
  { quick, say }: BenchOptions,
): Promise<Row[]> {
  const count = quick ? CEREMONIES.quick : CEREMONIES.full;
  say(`${SUBJECT}: ${count} sign-ins`);
  device.key.scripted = false;
  const credential = await register(device.key, RP_ID);
  const before = residentMegabytes(client.host.pid);
  const megabytes: number[] = [];
  for (let done = 0; done < count; done++) {
    await signIn(client, credential);
    if (done % (count / 100) === 0) megabytes.push(residentMegabytes(client.host.pid));
  }
  const half = Math.floor(megabytes.length * WARM_SHARE);
  const growth =
    summarise(megabytes.slice(-10)).median - summarise(megabytes.slice(half, half + 10)).median;
  const target = {
    says: `at most ${MOST_GROWTH_MEGABYTES} MB`,
    met: growth <= MOST_GROWTH_MEGABYTES,
  };
  return [
    { ...place(`memory before ${count} sign-ins`, 'MB', WAY.hid), summary: summarise([before]) },
    {
      ...place(`memory after ${count} sign-ins`, 'MB', WAY.hid),
      summary: summarise(megabytes.slice(-10)),
    },
    {
      ...place(`growth of memory over the later half of ${count} sign-ins`, 'MB', WAY.hid),
      summary: summarise([growth]),
      // A few sign-ins tell nothing: the heap is still coming to its size.
      ...(quick ? {} : { target }),
    },
  ];
}

/** Start, memory and staying power of the built bridge. */
export const bridge: Subject = {
  name: 'bridge',
  async measure(options) {
    options.say(SUBJECT);
    const rows = await measureStart(options);
    const undo = new Undo();
    try {
      const device = await HidDevice.start({});
      undo.later(() => device.close());
      const client = startBridge(device);
      undo.later(() => client.host.end());
      await client.listed(({ devices }) => devices[0]?.key !== undefined);
      rows.push(await measureSignIns(client, device, options));
      rows.push(...(await measureGrowth(client, device, options)));
      return rows;
    } finally {
      await undo.run();
    }
  },
};
