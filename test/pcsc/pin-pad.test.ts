import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { onPiv } from '../../bridge/smartcard/piv/open-piv.ts';
import { setNewPin } from '../../bridge/smartcard/piv/set-new-pin.ts';
import { withPin } from '../../bridge/smartcard/piv/with-pin.ts';
import type { CtapDevice } from '../../bridge/transport/transport.ts';
import { CardHolder } from '../unit/bridge/smartcard/piv/piv-stage.ts';
import { PinPad } from '../virtual/piv-card/pin-pad.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { atTerminal } from './at-terminal.ts';
import { stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;
const PIN = '271828';
const NEW_PIN = '161803';
const PUK = '12345678';
const READER = 'Wardkey Pad Reader';
const keys = await practiceKeys('rsa2048');

const pad = new PinPad(() => stage.reader.card);
const stage = await stagePcsc({ name: READER, features: pad });
let card: PivCard;
let device: CtapDevice;

beforeEach(async () => {
  await stage.rest();
  pad.used.length = 0;
  card = new PivCard({ pin: PIN, puk: PUK, keys });
  device = await stage.lay(card);
});
afterAll(() => stage.strike());

function attached() {
  const { card: access, id, transport, name } = device;
  if (access === undefined) throw new Error('not a card');
  return { id, transport, name, card: access, removed: never };
}

/** A person of the pad: whoever asks them for a PIN in the computer gets an error. */
function holder(agrees = false) {
  return new CardHolder([], { agrees });
}

function verify(person = holder()): Promise<boolean> {
  return onPiv(attached(), never, (piv) =>
    withPin(piv, person, never, async () => card.applet.verified),
  );
}

it('has the PIN typed at the pad, and not in the computer', async () => {
  pad.press([PIN]);
  const person = holder();
  expect(await verify(person)).toBe(true);
  expect(person.asked).toMatchObject([{ purpose: 'verify', triesLeft: 3 }]);
  expect([pad.used, card.applet.pin.tries, card.applet.verified]).toEqual([['verify'], 3, false]);
});

it.each([
  ['nothing', 'pin-pad-timeout'],
  ['cancel', 'pin-pad-cancelled'],
  [['123'], 'pin-pad-length'],
] as const)('what ends at the pad costs no try: %s', async (typed, code) => {
  pad.press(typed);
  await expect(verify()).rejects.toMatchObject({ code });
  expect(card.applet.pin.given).toBe(0);
});

it('a wrong PIN costs one try, and the next one is typed anew', async () => {
  pad.press(['111111']);
  const person = holder();
  // Nobody types the second time.
  await expect(verify(person)).rejects.toMatchObject({ code: 'pin-pad-timeout' });
  expect(person.asked[1]).toMatchObject({ problem: 'pin-wrong', triesLeft: 2 });
  expect(card.applet.pin.given).toBe(1);
});

it('the last try needs a yes before the pad is used', async () => {
  for (const wrong of ['1', '2']) card.applet.pin.verify(Buffer.from(wrong));
  pad.press([PIN]);
  await expect(verify()).rejects.toMatchObject({ code: 'pin-last-try-unconfirmed' });
  expect(pad.used).toEqual([]);
  expect(await verify(holder(true))).toBe(true);
});

it('changes the PIN and unblocks it at the pad', async () => {
  const set = (how: 'change' | 'unblock') =>
    onPiv(attached(), never, (piv) => setNewPin(piv, how, holder(how === 'unblock'), never));
  pad.press([PIN, NEW_PIN, NEW_PIN]);
  await set('change');
  pad.press([NEW_PIN]);
  expect(await verify()).toBe(true);
  pad.press([NEW_PIN, PIN, '314159']);
  await expect(set('change')).rejects.toMatchObject({ code: 'pin-pad-differs' });
  pad.press([PUK, PIN, PIN]);
  await set('unblock');
  pad.press([PIN]);
  expect(await verify()).toBe(true);
  expect(pad.used).toEqual(['modify', 'verify', 'modify', 'modify', 'verify']);
});

it('is a pad by the book of OpenSC too', async () => {
  pad.press([PIN]);
  const env = { ...stage.pcscd.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' };
  await promisify(execFile)('pkcs15-tool', ['--verify-pin', '--auth-id', '01'], { env });
  expect([pad.used, card.applet.pin.given]).toEqual([['verify'], 1]);
});

it('is told to the person at the terminal', async () => {
  pad.press([PIN]);
  const session = atTerminal(stage.pcscd, ['card', 'test']);
  expect(await session.end()).toBe(0);
  expect(session.screen).toContain('Type your PIN on the keys of the reader');
  expect(session.screen).toContain('The card works.');
  expect(pad.used).toEqual(['verify']);
});
