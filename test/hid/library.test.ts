import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linuxHidSystem } from '../../bridge/transport/hid/linux-hid-system.ts';
import { LINUX_PLACES } from '../../bridge/transport/hid/linux-places.ts';
import {
  listHidInterfaces,
  systemHidLibrary,
} from '../../bridge/transport/hid/node-hid-library.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine } from './stage.ts';

const LISTENER = { onReport: () => {}, onError: () => {} };

it('sorts what hidapi says when a device cannot be opened', async () => {
  const machine = await stageMachine();
  const shut = await machine.plug(new VirtualKey(), { mode: 0 });
  const open = (path: string) => systemHidLibrary().open(path, LISTENER);
  await expect(open(shut.path)).rejects.toMatchObject({ fault: 'denied' });
  const nowhere = join(machine.places.dev, 'hidraw9');
  await expect(open(nowhere)).rejects.toMatchObject({ fault: 'gone' });
});

it('lists what hidapi lists', async () => {
  const listed = await listHidInterfaces();
  const machines = await linuxHidSystem(LINUX_PLACES).list();
  const fido = listed.filter(({ usagePage }) => usagePage === 0xf1d0).map(({ path }) => path);
  expect(fido.sort()).toEqual(machines.map(({ path }) => path).sort());
});

it('tells at once that a device is gone, also to who writes', async () => {
  const machine = await stageMachine();
  const plugged = await machine.plug(new VirtualKey());
  const errors: unknown[] = [];
  const listener = { ...LISTENER, onError: (error: unknown) => errors.push(error) };
  const handle = await systemHidLibrary().open(plugged.path, listener);
  await plugged.unplug();
  await expect.poll(() => errors, { interval: 2 }).toMatchObject([{ fault: 'gone' }]);
  await expect(handle.write(new Uint8Array(64))).rejects.toMatchObject({ fault: 'gone' });
  await handle.close();
});

it('can be closed as soon as it is open', async () => {
  const machine = await stageMachine();
  const plugged = await machine.plug(new VirtualKey());
  for (let round = 0; round < 5; round += 1) {
    const handle = await systemHidLibrary().open(plugged.path, LISTENER);
    await handle.close();
  }
  await expect.poll(() => plugged.openers).toBe(0);
});
