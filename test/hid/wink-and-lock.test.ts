import { expect, it } from 'vitest';
import { listOf, Rig } from '../rig/rig.ts';
import { warm } from '../rig/warm.ts';
import type { HidAuthenticatorOptions } from '../virtual/hid-device/hid-authenticator.ts';
import type { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, transportOf, watchedKeys } from './stage.ts';

const NEVER = new AbortController().signal;
const PIN = '2468';
const LARGE_BLOB = { largeBlob: { support: 'required' } };
const REQUIRED = { authenticatorSelection: { residentKey: 'required' } };

async function warmRig(machine: HidMachine, count: number): Promise<Rig> {
  const rig = new Rig(transportOf(machine));
  await expect.poll(() => rig.keys.list.devices.length).toBe(count);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  return rig;
}

it.each([
  [true, 1],
  [false, 0],
])(
  'one of several keys shows itself where no touch says which it is, if it can: %s',
  async (wink, times) => {
    const machine = await stageMachine();
    const key = new VirtualKey({ pin: PIN });
    const alone = await machine.plug(key, { wink });
    const first = await warmRig(machine, 1);
    const { id } = await first.create();
    expect(alone.authenticator.winks).toBe(0);
    await first.keys.stop();
    const other = await machine.plug(new VirtualKey({ pin: PIN }));
    const rig = await warmRig(machine, 2);
    const winksWhenAsked: number[] = [];
    rig.person.answerPin = () => {
      winksWhenAsked.push(alone.authenticator.winks);
      return PIN;
    };
    await rig.get({ allowCredentials: listOf(id) });
    expect(winksWhenAsked).toEqual([times]);
    expect(other.authenticator.winks).toBe(0);
  },
);

it('keeps others off a key while it is locked, and no longer', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey());
  const [ours, theirs] = [watchedKeys(machine), watchedKeys(machine)];
  for (const keys of [ours, theirs]) {
    await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  }
  const [our, their] = await Promise.all(
    [ours, theirs].map((keys) => keys.open(keys.list.devices[0]?.id ?? '', NEVER)),
  );
  if (our === undefined || their === undefined) throw new Error('two channels are needed');
  const order: string[] = [];
  const options = { signal: NEVER, onKeepalive: () => {} };
  await our.channel.lock?.(5, NEVER);
  const waiting = their.channel.exchange(Uint8Array.of(0x04), options).then(() => {
    order.push('theirs');
  });
  for (let round = 0; round < 5; round += 1) {
    await our.channel.exchange(Uint8Array.of(0x04), options);
    order.push('ours');
  }
  await our.channel.lock?.(0, NEVER);
  await waiting;
  expect(order).toEqual(['ours', 'ours', 'ours', 'ours', 'ours', 'theirs']);
  await Promise.all([our.close(), their.close()]);
});

it.each<[string, HidAuthenticatorOptions, number]>([
  ['locked meanwhile', {}, 1],
  ['all the same on a key that cannot be locked', { lock: false }, 0],
])('data for a credential are written, %s', async (_how, options, locks) => {
  const machine = await stageMachine();
  const plugged = await machine.plug(new VirtualKey({ pin: PIN }), options);
  const rig = await warmRig(machine, 1);
  const { id } = await rig.create({ ...REQUIRED, extensions: LARGE_BLOB });
  const write = Buffer.from('what the page wants to keep').toString('base64url');
  const allowCredentials = listOf(id);
  const written = await rig.get({ allowCredentials, extensions: { largeBlob: { write } } });
  expect(written.clientExtensionResults).toMatchObject({ largeBlob: { written: true } });
  expect(plugged.authenticator.locks).toBe(locks);
  // The lock has ended: another program gets its turn at once.
  const other = await warmRig(machine, 1);
  const read = await other.get({ allowCredentials, extensions: { largeBlob: { read: true } } });
  expect(read.clientExtensionResults).toEqual({ largeBlob: { blob: write } });
});

it('sends back what it is pinged with', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey());
  const keys = watchedKeys(machine);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  const { channel, close } = await keys.open(keys.list.devices[0]?.id ?? '', NEVER);
  for (const length of [0, 1, 57, 58, 7_609]) {
    await channel.ping?.(Buffer.alloc(length, 0x5a), NEVER);
  }
  await close();
});
