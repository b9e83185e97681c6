import { expect, test } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { codeOf, noSignal, ScriptedDevice } from './scripted-transport.ts';
import { infoAnswer, startedKeys, warmKeys } from './started-keys.ts';

test('a ceremony waits for the greeting, and reads nothing twice', async () => {
  const { keys, transport } = startedKeys();
  const device = new ScriptedDevice('a', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return infoAnswer();
  });
  transport.observer.onAdd(device);
  const key = await keys.open('a', noSignal);
  expect(device.mostOpen).toBe(1);
  expect(device.commands).toEqual([0x04]);
  await key.close();
});

test('users follow one another, in order', async () => {
  const { keys, device } = await warmKeys();
  const order: number[] = [];
  await Promise.all(
    [1, 2, 3].map(async (user) => {
      const key = await keys.open('a', noSignal);
      order.push(user);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await key.close();
    }),
  );
  expect(order).toEqual([1, 2, 3]);
  expect(device.mostOpen).toBe(1);
});

test('one who gives up waiting is passed over', async () => {
  const { keys } = await warmKeys();
  const first = await keys.open('a', noSignal);
  const controller = new AbortController();
  const second = codeOf(() => keys.open('a', controller.signal));
  const third = keys.open('a', noSignal);
  controller.abort(new WardkeyError('ceremony-cancelled'));
  expect(await second).toBe('ceremony-cancelled');
  await first.close();
  await (await third).close();
});

test('one who waits too long hears that the device is busy', async () => {
  const { keys } = await warmKeys();
  const first = await keys.open('a', noSignal);
  expect(await codeOf(() => keys.open('a', noSignal))).toBe('device-busy');
  await first.close();
  await (await keys.open('a', noSignal)).close();
});

test('a failure to open passes the turn on', async () => {
  const { keys, device } = await warmKeys();
  device.beforeOpen = () => {
    throw new WardkeyError('device-busy');
  };
  expect(await codeOf(() => keys.open('a', noSignal))).toBe('device-busy');
  device.beforeOpen = () => {};
  await (await keys.open('a', noSignal)).close();
});

test('removal ends the waiting', async () => {
  const { keys, transport } = await warmKeys();
  const first = await keys.open('a', noSignal);
  const second = codeOf(() => keys.open('a', noSignal));
  transport.observer.onRemove('a');
  expect(await second).toBe('device-removed');
  await first.close();
});

test('whoever uses a device hears that it was the way to it that went', async () => {
  const { keys, transport } = await warmKeys();
  const { removed, close } = await keys.open('a', noSignal);
  transport.observer.onRemove('a', 'pcsc-service-stopped');
  expect(removed.reason).toMatchObject({ code: 'pcsc-service-stopped' });
  await close();
});

test('getInfo is read anew after it was forgotten, once the user has let go', async () => {
  const { keys, transport } = startedKeys();
  let version = 'FIDO_2_0';
  const device = new ScriptedDevice('a', () => infoAnswer(version));
  transport.observer.onAdd(device);
  const key = await keys.open('a', noSignal);
  version = 'FIDO_2_1';
  const forgotten = keys.forgetInfo('a');
  expect(device.commands).toEqual([0x04]);
  await key.close();
  await forgotten;
  expect(keys.get('a')?.key?.versions).toEqual(['FIDO_2_1']);
  expect(device.commands).toEqual([0x04, 0x04]);
  expect(device.mostOpen).toBe(1);
});
