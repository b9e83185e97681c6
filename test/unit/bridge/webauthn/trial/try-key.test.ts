import { expect, it } from 'vitest';
import { tryKey } from '../../../../../bridge/webauthn/trial/try-key.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { changing, type Meddler, OddKeyTransport } from '../../../../rig/odd-key.ts';
import { Rig } from '../../../../rig/rig.ts';
import { warm } from '../../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../../virtual/key-options.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';

const PIN = '4711';
const GET_ASSERTION = 0x02;
const SIGNATURE = 0x03;

async function rigOf(options: VirtualKeyOptions, meddle?: Meddler) {
  const key = new VirtualKey(options);
  const transport = new OddKeyTransport(key);
  if (meddle !== undefined) transport.meddle = meddle;
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  const tried = () => tryKey(rig.keys, rig.person, rig.stop.signal);
  return { rig, key, tried };
}

it.each([
  ['with a PIN', { pin: PIN }, 1],
  ['without a PIN', {}, 0],
] as const)('proves a key %s, and leaves nothing on it', async (_name, options, pins) => {
  const { rig, key, tried } = await rigOf(options);
  const { steps } = await tried();
  expect(steps).toMatchObject([
    { step: 'registration', passed: true, broken: [] },
    { step: 'sign-in', passed: true, broken: [] },
  ]);
  expect(rig.person.pinRequests.length).toBe(pins);
  expect(key.credentials.filter(({ resident }) => resident)).toEqual([]);
});

it('tells of a key whose signature does not hold', async () => {
  const spoil = changing(GET_ASSERTION, (members) => {
    const signature = members.get(SIGNATURE);
    if (!(signature instanceof Uint8Array)) throw new Error('no signature');
    members.set(SIGNATURE, signature.with(signature.length - 1, (signature.at(-1) ?? 0) ^ 1));
  });
  const { tried } = await rigOf({ pin: PIN }, spoil);
  const { steps } = await tried();
  expect(steps).toMatchObject([
    { step: 'registration', passed: true },
    { step: 'sign-in', passed: false, broken: ['signature'] },
  ]);
});

it('ends when the person does not want to go on', async () => {
  const { rig, key, tried } = await rigOf({});
  key.presence.mode = 'wait';
  key.presence.onAwaited(() => rig.stop.abort(new WardkeyError('ceremony-cancelled')));
  expect(await rejectionCode(tried())).toBe('ceremony-cancelled');
});

it('tells a PIN that is locked', async () => {
  const { tried } = await rigOf({ pin: PIN, pinTriesLeft: 0 });
  expect(await rejectionCode(tried())).toBe('pin-blocked');
});
