import { expect, it } from 'vitest';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

it('lists a key with its getInfo soon after it was plugged in, and forgets it when it is pulled', async () => {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  await expect.poll(() => keys.list.problems).toEqual([]);
  const plugged = await machine.plug(new VirtualKey({ pin: '2468' }), { name: 'Test Key' });
  const begin = performance.now();
  await expect.poll(() => keys.list.devices[0]?.key, { interval: 2, timeout: 5000 }).toBeDefined();

  expect(keys.list.devices[0]).toMatchObject({
    name: 'Test Key',
    transport: 'usb',
    key: { pinSet: true },
  });
  await plugged.unplug();
  await expect.poll(() => keys.list.devices, { interval: 5 }).toEqual([]);
});
