import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Undo } from '../../kit/undo.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { type Account, account, type BenchDevice } from '../device/bench-device.ts';
import { HidDevice } from '../device/hid-device.ts';
import { buildLibfido2Session } from '../native/build.ts';
import { pythonSession } from '../peers/python-script.ts';
import { Session } from '../peers/session.ts';
import { ask, type SessionLine } from '../peers/session-line.ts';

const WARDKEY_SESSION = fileURLToPath(new URL('../peers/wardkey-session.ts', import.meta.url));

/** A person's PIN takes far longer to type. */
const TYPING_MS = 60;

/** In the catalogue of the bridge, so that the built program serves it too. */
export const RP_ID = 'login.microsoft.com';

/**
 * One session of each library. Each has a key of its own, all of one make: python3-fido2 gives up at a
 * report that is for another program, and every program that has a key open gets all of its reports.
 */
export async function startSessions(options: VirtualKeyOptions, undo: Undo): Promise<Session[]> {
  const libfido2 = await buildLibfido2Session();
  const commands: [string, (device: BenchDevice) => readonly string[]][] = [
    ['Wardkey', () => [process.execPath, WARDKEY_SESSION, RP_ID]],
    ['libfido2', ({ name }) => [libfido2, name, RP_ID]],
    ['python3-fido2', () => pythonSession('hid', RP_ID)],
  ];
  const sessions: Session[] = [];
  for (const [name, command] of commands) {
    const device = await HidDevice.start(options);
    undo.later(() => device.close());
    const session = await Session.start(name, device, command(device));
    undo.later(() => session.end());
    sessions.push(session);
  }
  return sessions;
}

/** One thing done in a session. */
export interface Played {
  readonly answer: SessionLine;
  readonly account: Account;
  /** How many of the commands the key was sent before the person had typed the PIN. */
  readonly whileTyping: number;
}

/** Has a session do one thing; what a key does while the person types is no part of its time. */
export async function play(session: Session, line: string): Promise<Played> {
  const told = account(session.device);
  const answer = await session.ask(line);
  if (answer.asked === undefined) return { answer, account: told(), whileTyping: 0 };
  const typing = account(session.device);
  await sleep(TYPING_MS);
  const typed = typing();
  const whileTyping = told().commands.length;
  const end = await session.ask(ask.typed());
  const all = told();
  return {
    answer: end,
    account: { ...all, deviceMs: all.deviceMs - typed.deviceMs },
    whileTyping,
  };
}
