import { randomBytes } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { Undo } from '../../kit/undo.ts';
import type { UserPresence } from '../../virtual/presence.ts';
import { WAY } from '../device/bench-device.ts';
import type { Credential } from '../device/evidence.ts';
import { register } from '../device/register.ts';
import type { Session } from '../peers/session.ts';
import { ask } from '../peers/session-line.ts';
import { Series } from '../series.ts';
import { Tally } from '../tally.ts';
import { play, RP_ID, startSessions } from './sessions.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'Cancelled while the key waits for a touch';
const DARK_MS = 1_000;
const PAUSE_MS = 60;

/** One get() that is cancelled once the key blinks. @throws Error when it was not, or the key blinks on */
async function cancelled(session: Session, { id }: Credential) {
  const { presence } = session.device.key;
  const dark = Promise.withResolvers<number>();
  const end = presence.onAwaited(() => {
    session.tell(ask.cancel());
    dark.resolve(untilDark(presence));
  });
  try {
    const played = await play(session, ask.get(randomBytes(32), undefined, [id]));
    if (played.answer.cancelled !== true) throw new Error(played.answer.error ?? 'not cancelled');
    return { ...played, darkMs: await dark.promise };
  } finally {
    end();
  }
}

/** @returns milliseconds until the key no longer blinks @throws Error when it blinks on */
async function untilDark(presence: UserPresence): Promise<number> {
  const started = performance.now();
  while (presence.awaited) {
    if (performance.now() - started > DARK_MS) throw new Error('the key blinks on');
    await setImmediate();
  }
  return performance.now() - started;
}

async function prepare(session: Session) {
  const { key } = session.device;
  const credential = await register(key, RP_ID);
  key.presence.mode = 'wait';
  // A command that is cancelled has no time of its own.
  key.scripted = false;
  const place = { subject: SUBJECT, peer: session.name, way: WAY.hid };
  const tally = new Tally({ ...place, what: 'cancel to the end of the call' });
  const dark = new Series({ ...place, what: 'cancel to the key dark', unit: 'ms' });
  return { session, credential, tally, dark };
}

/** How soon a call comes back that is cancelled. */
export const cancel: Subject = {
  name: 'cancel',
  async measure({ runs, say }) {
    say(SUBJECT);
    const undo = new Undo();
    try {
      const sessions = await startSessions({}, undo);
      const entries = await Promise.all(sessions.map(prepare));
      for (let run = 0; run < runs; run++) {
        for (const { session, credential, tally, dark } of entries) {
          if (tally.isHopeless) continue;
          await sleep(PAUSE_MS);
          try {
            const { answer, account, darkMs } = await cancelled(session, credential);
            tally.add(answer.ms ?? Number.NaN, { ...account, deviceMs: 0 });
            dark.add(darkMs);
          } catch (error) {
            tally.addVoid(error);
          }
        }
      }
      return [...entries.map(({ dark }) => dark.row()), ...entries.map(({ tally }) => tally.row())];
    } finally {
      await undo.run();
    }
  },
};
