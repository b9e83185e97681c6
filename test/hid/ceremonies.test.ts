import { expect, it, onTestFinished } from 'vitest';
import { rejectionCode } from '../rig/code-of.ts';
import { registered, verifyAuthentication } from '../rig/relying-party.ts';
import { listOf, Rig } from '../rig/rig.ts';
import { warm } from '../rig/warm.ts';
import type { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, transportOf } from './stage.ts';

async function warmRig(machine: HidMachine): Promise<Rig> {
  const rig = new Rig(transportOf(machine));
  await expect.poll(() => rig.keys.list.devices.length).toBeGreaterThan(0);
  await warm(rig.keys);
  return rig;
}

it('registers and signs in with a PIN; the relying party is satisfied', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey({ pin: '2468' }));
  const rig = await warmRig(machine);
  rig.person.answerPin = () => '2468';
  const made = await rig.create({ authenticatorSelection: { userVerification: 'required' } });
  const credential = await registered(made);
  const asserted = await rig.get({ allowCredentials: listOf(credential.id) });
  const { verified } = await verifyAuthentication(asserted, credential, true);
  expect(verified).toBe(true);
});

it.each([
  ['whose reports take 10 ms each', { reportPauseMs: 10 }],
  ['whose reports have 32 bytes', { inputBytes: 32, outputBytes: 32 }],
])('registers with a key %s', async (_, options) => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey(), options);
  const rig = await warmRig(machine);
  await registered(await rig.create());
});

it('registers and signs in with a key that knows U2F only', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey({ versions: ['U2F_V2'] });
  await machine.plug(key);
  const rig = await warmRig(machine);
  expect(rig.keys.list.devices[0]?.key?.versions).toEqual(['U2F_V2']);
  const credential = await registered(await rig.create());
  const asserted = await rig.get({ allowCredentials: listOf(credential.id) });
  const { verified } = await verifyAuthentication(asserted, credential);
  expect(verified).toBe(true);
  expect(key.commandLog.every(({ u2f }) => u2f)).toBe(true);
});

it('cancels while the touch is awaited, and the key goes dark', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  await machine.plug(key);
  const rig = await warmRig(machine);
  rig.person.onNotice = ({ type }) => {
    if (type === 'touch') rig.stop.abort();
  };
  expect(await rejectionCode(rig.create())).toBe('ceremony-cancelled');
  expect(key.presence.awaited).toBe(false);
});

it('takes the first of two keys that is touched, and the other goes dark at once', async () => {
  const machine = await stageMachine();
  const keys = [new VirtualKey(), new VirtualKey()] as const;
  for (const key of keys) {
    key.presence.mode = 'wait';
    await machine.plug(key);
  }
  const rig = await warmRig(machine);
  await expect.poll(() => rig.keys.list.devices.filter(({ key }) => key)).toHaveLength(2);
  const creating = rig.create();
  await expect.poll(() => keys.map(({ presence }) => presence.awaited)).toEqual([true, true]);
  keys[1].presence.touch();
  await registered(await creating);
  await expect.poll(() => keys[0].presence.awaited, { interval: 5 }).toBe(false);
  expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1]);
});

it('ends when the key is pulled out in the middle, and works with the next', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  const plugged = await machine.plug(key);
  const rig = await warmRig(machine);
  rig.person.onNotice = ({ type }) => {
    if (type === 'touch') void plugged.unplug();
  };
  expect(await rejectionCode(rig.create())).toBe('device-removed');
  rig.person.onNotice = () => {};
  const creating = rig.create();
  await machine.plug(new VirtualKey());
  await registered(await creating);
});

it('goes on while another program uses the key, and says so when it does not let go', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey();
  await machine.plug(key);
  const rig = await warmRig(machine);
  const other = new Rig(transportOf(machine));
  await expect.poll(() => other.keys.list.devices[0]?.key).toBeDefined();
  // One key cannot serve two at once; each sees the other's reports as well as its own.
  key.presence.mode = 'wait';
  const theirs = other.create();
  await expect.poll(() => key.presence.awaited).toBe(true);
  const code = rejectionCode(rig.create());
  expect(await code).toBe('device-busy');
  const ours = rig.create();
  onTestFinished(key.presence.onAwaited(() => setTimeout(() => key.presence.touch(), 20)));
  key.presence.touch();
  await Promise.all([registered(await theirs), registered(await ours)]);
});
