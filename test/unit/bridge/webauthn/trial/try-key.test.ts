import { expect, it } from 'vitest';
import { tryKey } from '../../../../../bridge/webauthn/trial/try-key.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import type { KeyTry } from '../../../../../shared/rpc/key.ts';
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
  const tried = (userVerification: KeyTry['userVerification'] = 'preferred') =>
    tryKey(rig.keys, { userVerification }, rig.person, rig.stop.signal);
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

it.each([
  ['has none', {}],
  ['has to be changed', { pin: PIN, forcePinChange: true }],
] as const)('lets the person choose a PIN where the key %s', async (_name, options) => {
  const { rig, tried } = await rigOf(options);
  rig.person.answerNewPin = () => ({
    newPin: '8642',
    lastTryAgreed: false,
    ...('pin' in options && { currentPin: PIN }),
  });
  rig.person.answerPin = () => ('pin' in options ? PIN : '8642');
  const { steps } = await tried('required');
  expect(steps.map(({ passed }) => passed)).toEqual([true, true]);
  expect(rig.person.newPinRequests.length).toBe(1);
});

it('tells a PIN that is locked', async () => {
  const { tried } = await rigOf({ pin: PIN, pinTriesLeft: 0 });
  expect(await rejectionCode(tried())).toBe('pin-blocked');
});
