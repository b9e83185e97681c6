import { expect, it } from 'vitest';
import vectors from '../vectors/hid-report-descriptor.json' with { type: 'json' };
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

it('lists a key with its getInfo once it was plugged in, and forgets it when it is pulled', async () => {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  await expect.poll(() => keys.list).toEqual({ devices: [], problems: [] });
  for (let round = 0; round < 3; round += 1) {
    const plugged = await machine.plug(new VirtualKey({ pin: '2468' }), { name: 'Test Key' });
    await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
    expect(keys.list.devices).toMatchObject([
      { name: 'Test Key', transport: 'usb', key: { pinSet: true } },
    ]);
    await plugged.unplug();
    await expect.poll(() => keys.list.devices, { interval: 5 }).toEqual([]);
  }
});

it('lists what is plugged in already, and nothing that is no FIDO key', async () => {
  const machine = await stageMachine();
  const mouse = Buffer.from(vectors.mouse, 'hex');
  await machine.plug(new VirtualKey(), { name: 'Mouse', reportDescriptor: mouse });
  await machine.plug(new VirtualKey(), { name: 'One' });
  await machine.plug(new VirtualKey(), { name: 'Two', inputBytes: 32, outputBytes: 48 });
  const keys = watchedKeys(machine);
  await expect
    .poll(() => keys.list.devices.filter(({ key }) => key).map(({ name }) => name))
    .toEqual(['One', 'Two']);
});

it('leaves no device open that nobody uses', async () => {
  const machine = await stageMachine();
  const plugged = await machine.plug(new VirtualKey());
  const keys = watchedKeys(machine);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  await expect.poll(() => plugged.openers).toBe(0);
});

it('takes a key that comes in the place of another for another', async () => {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  const first = await machine.plug(new VirtualKey(), { name: 'First' });
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  const { id } = keys.list.devices[0] ?? { id: '' };
  await first.unplug();
  const second = await machine.plug(new VirtualKey(), { name: 'Second' });
  expect(second.path).toBe(first.path);
  await expect.poll(() => keys.list.devices.map(({ name }) => name)).toEqual(['Second']);
  expect(keys.list.devices[0]?.id).not.toBe(id);
  await expect(keys.open(id, new AbortController().signal)).rejects.toMatchObject({
    code: 'device-removed',
  });
});
