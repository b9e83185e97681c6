import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Undo } from '../../kit/undo.ts';
import { WAY } from '../device/bench-device.ts';
import type { Credential } from '../device/evidence.ts';
import { register } from '../device/register.ts';
import type { Session } from '../peers/session.ts';
import { ask } from '../peers/session-line.ts';
import type { Row } from '../results.ts';
import { Tally } from '../tally.ts';
import { play, RP_ID, startSessions } from './sessions.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'Cancelled while the key waits for a touch';
const DARK_MS = 1_000;
const PAUSE_MS = 60;

/** One get() that is cancelled once the key blinks. @throws Error when it was not, or the key blinks on */
async function cancelled(session: Session, { id }: Credential) {
  const { presence } = session.device.key;
  const end = presence.onAwaited(() => session.tell(ask.cancel()));
  try {
    const played = await play(session, ask.get(randomBytes(32), undefined, [id]));
    if (played.answer.cancelled !== true) throw new Error(played.answer.error ?? 'not cancelled');
    const until = performance.now() + DARK_MS;
    while (presence.awaited) {
      if (performance.now() > until) throw new Error('the key blinks on');
      await sleep(1);
    }
    return played;
  } finally {
    end();
  }
}

/** How soon a call comes back that is cancelled. */
export const cancel: Subject = {
  name: 'cancel',
  async measure({ runs, say }) {
    say(SUBJECT);
    const undo = new Undo();
    try {
      const sessions = await startSessions({}, undo);
      const rows: Row[] = [];
      for (const session of sessions) {
        const credential = await register(session.device.key, RP_ID);
        session.device.key.presence.mode = 'wait';
        // A command that is cancelled has no time of its own.
        session.device.key.scripted = false;
        const place = { subject: SUBJECT, what: 'cancel to end', peer: session.name };
        const tally = new Tally({ ...place, way: WAY.hid });
        for (let run = 0; run < runs; run++) {
          await sleep(PAUSE_MS);
          try {
            const { answer, account } = await cancelled(session, credential);
            tally.add(answer.ms ?? Number.NaN, { ...account, deviceMs: 0 });
          } catch (error) {
            tally.addVoid(error);
          }
        }
        rows.push(tally.row());
      }
      return rows;
    } finally {
      await undo.run();
    }
  },
};
