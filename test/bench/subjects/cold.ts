import { randomBytes } from 'node:crypto';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { Undo } from '../../kit/undo.ts';
import { placeProgram } from '../../rig/placed-program.ts';
import { account, type BenchDevice, WAY } from '../device/bench-device.ts';
import { CardDevice } from '../device/card-device.ts';
import { checkGot, checkMade } from '../device/evidence.ts';
import { HidDevice } from '../device/hid-device.ts';
import { register } from '../device/register.ts';
import { buildTimed } from '../native/build.ts';
import type { ColdJob, ColdPeer, Invocation } from '../peers/cold-peer.ts';
import { libfido2Tools } from '../peers/libfido2-tools.ts';
import { pythonScript } from '../peers/python-script.ts';
import { runCold } from '../peers/run-cold.ts';
import { wardkeyCommands } from '../peers/wardkey-commands.ts';
import { ykman } from '../peers/ykman.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import { Tally } from '../tally.ts';
import type { BenchOptions, Subject } from './subject.ts';

const SUBJECT = 'A program started for one thing';
/** The website that `wardkey register` and `wardkey sign` play. */
const RP_ID = 'wardkey.invalid';
const PIN = '2468';

type Ceremony = 'info' | 'create' | 'get';

interface Thing {
  readonly what: string;
  readonly ceremony: Ceremony;
  readonly pin: string | undefined;
}

const THINGS: readonly Thing[] = [
  { what: 'key information', ceremony: 'info', pin: PIN },
  { what: 'create, no PIN', ceremony: 'create', pin: undefined },
  { what: 'create, PIN', ceremony: 'create', pin: PIN },
  { what: 'get, no PIN', ceremony: 'get', pin: undefined },
  { what: 'get, PIN', ceremony: 'get', pin: PIN },
];

/** What is started, and the check of what it brings: a time without one is none. */
async function prepare(
  peer: ColdPeer,
  ceremony: Ceremony,
  job: ColdJob,
): Promise<Invocation<void> | undefined> {
  const expected = { rpId: job.rpId, userVerified: job.pin !== undefined };
  if (ceremony === 'info') return peer.info(job);
  if (ceremony === 'create') {
    const create = await peer.create?.(job);
    return create && { ...create, read: (output) => void checkMade(create.read(output), expected) };
  }
  const get = await peer.get?.(job);
  return (
    get && {
      ...get,
      read: (output) => checkGot(get.read(output), job.credential.publicKey, expected),
    }
  );
}

class Entry {
  readonly peer: ColdPeer;
  readonly tally: Tally;
  readonly memory: Series;

  constructor(peer: ColdPeer, what: string, device: BenchDevice) {
    const place = { subject: SUBJECT, what, peer: peer.name, way: WAY[device.way] };
    this.peer = peer;
    this.tally = new Tally(place);
    this.memory = new Series({ ...place, what: `${what}: most memory`, unit: 'MB' });
  }
}

/** Each thing by each program in turns, so that what slows the machine down slows them all. */
async function measureThing(
  thing: Thing,
  device: BenchDevice,
  peers: readonly ColdPeer[],
  timed: string,
  { runs, say }: BenchOptions,
): Promise<Row[]> {
  say(`${thing.what}, ${WAY[device.way]}`);
  await device.replace(thing.pin === undefined ? {} : { pin: thing.pin });
  const credential = await register(device.key, RP_ID);
  const entries = peers.map((peer) => new Entry(peer, thing.what, device));
  for (let run = 0; run < runs; run++) {
    for (const { peer, tally, memory } of entries) {
      if (tally.isHopeless) continue;
      const folder = await temporaryFolder();
      const challenge = randomBytes(32);
      const { path } = folder;
      const { pin } = thing;
      try {
        const job = { device, rpId: RP_ID, pin, credential, challenge, folder: path };
        const invocation = await prepare(peer, thing.ceremony, job);
        if (invocation === undefined) {
          tally.addVoid(`${peer.name} ${peer.why}`);
          continue;
        }
        const told = account(device);
        const result = await runCold(timed, device, path, invocation);
        invocation.read(result.output);
        tally.add(result.ms, told());
        memory.add(result.peakMegabytes);
      } catch (error) {
        tally.addVoid(error);
      } finally {
        await folder.remove();
      }
    }
  }
  return entries.flatMap(({ tally, memory }) =>
    thing.ceremony === 'info' ? [tally.row(), memory.row()] : [tally.row()],
  );
}

/** Programs of all makes, started for one thing each, on the same key. */
export const cold: Subject = {
  name: 'cold',
  async measure(options) {
    const undo = new Undo();
    try {
      const home = await temporaryFolder();
      undo.later(() => home.remove());
      const program = await placeProgram({ HOME: home.path, PATH: '' });
      const timed = await buildTimed();
      const wardkey = wardkeyCommands(program);
      const hid = await HidDevice.start({ pin: PIN });
      undo.later(() => hid.close());
      const card = await CardDevice.start({ pin: PIN });
      undo.later(() => card.close());
      const rows: Row[] = [];
      for (const thing of THINGS) {
        const peers = [wardkey, libfido2Tools, pythonScript];
        rows.push(...(await measureThing(thing, hid, peers, timed, options)));
      }
      const [info] = THINGS;
      if (info) {
        const peers = [wardkey, pythonScript, ykman];
        rows.push(...(await measureThing(info, card, peers, timed, options)));
      }
      return rows;
    } finally {
      await undo.run();
    }
  },
};
