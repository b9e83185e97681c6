import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Undo } from '../../kit/undo.ts';
import { type BenchDevice, WAY } from '../device/bench-device.ts';
import { type Credential, checkGot, checkMade } from '../device/evidence.ts';
import { register } from '../device/register.ts';
import type { Session } from '../peers/session.ts';
import { ask, checkAaguid, madeOf, type SessionLine, signedOf } from '../peers/session-line.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import { Tally } from '../tally.ts';
import { play, RP_ID, startSessions } from './sessions.ts';
import type { BenchOptions, Subject } from './subject.ts';

const SUBJECT = 'A program that has the key open already';
const PIN = '2468';
const CREDENTIAL_ID_BYTES = 32;
const PAUSE_MS = 20;
/** Not counted: code that runs for the first time is still being compiled. */
const WARMING_RUNS = 3;

interface Thing {
  readonly what: string;
  readonly pin: string | undefined;
  line(challenge: Uint8Array, credential: Credential): string;
  /** @throws Error when the answer is not right */
  check(answer: SessionLine, credential: Credential, device: BenchDevice): void;
}

function expected(pin: string | undefined) {
  return { rpId: RP_ID, userVerified: pin !== undefined };
}

const info: Thing = {
  what: 'key information',
  pin: PIN,
  line: ask.info,
  check: (answer, _, { key }) => checkAaguid(answer, key.model.aaguid),
};

function create(what: string, pin: string | undefined): Thing {
  return {
    what,
    pin,
    line: (challenge) => ask.create(challenge, pin),
    check: (answer) => void checkMade(madeOf(answer), expected(pin)),
  };
}

/** @param listed how many credentials are listed, of which the last is the key's */
function get(what: string, pin: string | undefined, listed: number): Thing {
  return {
    what,
    pin,
    line(challenge, { id }) {
      const others = Array.from({ length: listed - 1 }, () => randomBytes(CREDENTIAL_ID_BYTES));
      return ask.get(challenge, pin, [...others, id]);
    },
    check: (answer, { publicKey }) => checkGot(signedOf(answer), publicKey, expected(pin)),
  };
}

const THINGS: readonly Thing[] = [
  info,
  create('create, no PIN', undefined),
  create('create, PIN', PIN),
  get('get, no PIN', undefined, 1),
  get('get, PIN', PIN, 1),
  get('get, no PIN, 20 listed', undefined, 20),
  get('get, no PIN, 64 listed', undefined, 64),
  get('get, PIN, 20 listed', PIN, 20),
  get('get, PIN, 64 listed', PIN, 64),
];

async function measureThing(
  thing: Thing,
  sessions: readonly Session[],
  { runs, say }: BenchOptions,
): Promise<Row[]> {
  say(`${SUBJECT}: ${thing.what}`);
  const entries = await Promise.all(
    sessions.map(async (session) => {
      const place = { subject: SUBJECT, what: thing.what, peer: session.name, way: WAY.hid };
      const credential = await register(session.device.key, RP_ID);
      return { session, credential, tally: new Tally(place) };
    }),
  );
  for (let run = -WARMING_RUNS; run < runs; run++) {
    for (const { session, credential, tally } of entries) {
      if (tally.isHopeless) continue;
      // What the one before has still to let go of is no part of this one's time.
      await sleep(PAUSE_MS);
      const line = thing.line(randomBytes(32), credential);
      const { answer, account, whileTyping } = await play(session, line);
      try {
        thing.check(answer, credential, session.device);
        if (run >= 0) tally.add(answer.ms ?? Number.NaN, account, whileTyping);
      } catch (error) {
        tally.addVoid(error);
      }
    }
  }
  return entries.map(({ tally }) => tally.row());
}

/** The libraries in programs that keep the key open, in turns on USB keys of one make. */
export const warm: Subject = {
  name: 'warm',
  async measure(options) {
    const rows: Row[] = [];
    for (const pin of [PIN, undefined]) {
      const undo = new Undo();
      try {
        const sessions = await startSessions(pin === undefined ? {} : { pin }, undo);
        for (const thing of THINGS.filter((one) => one.pin === pin)) {
          rows.push(...(await measureThing(thing, sessions, options)));
        }
        rows.push(...sessions.map(({ name, megabytes }) => memoryRow(name, megabytes, pin)));
      } finally {
        await undo.run();
      }
    }
    return rows;
  },
};

function memoryRow(peer: string, megabytes: number, pin: string | undefined): Row {
  const memory = new Series({
    subject: SUBJECT,
    what: `memory after all of that, ${pin === undefined ? 'no PIN' : 'PIN'}`,
    peer,
    way: WAY.hid,
    unit: 'MB',
  });
  memory.add(megabytes);
  return memory.row();
}
