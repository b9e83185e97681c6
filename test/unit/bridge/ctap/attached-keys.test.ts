import { afterEach, describe, expect, test, vi } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { codeOf, noSignal, ScriptedDevice, ScriptedTransport } from './scripted-transport.ts';

const TIMINGS = { greetingMs: 60, turnMs: 80, retryMs: 20 };

const infoAnswer = (version = 'FIDO_2_1') =>
  new Uint8Array([
    0,
    ...encode(
      new Map<number, CborValue>([
        [1, [version]],
        [4, new Map([['rk', true]])],
      ]),
    ),
  ]);

/** Never answers, and lets go when told to. */
const mute = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );

const running: AttachedKeys[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((keys) => keys.stop()));
});

function startedKeys(transports = [new ScriptedTransport()]) {
  const keys = new AttachedKeys(transports, TIMINGS);
  running.push(keys);
  keys.start();
  const [transport] = transports;
  if (transport === undefined) throw new Error('no transport');
  return { keys, transport };
}

function goodDevice(id = 'a') {
  return new ScriptedDevice(id, () => infoAnswer());
}

async function warmKeys() {
  const { keys, transport } = startedKeys();
  const device = goodDevice();
  transport.observer.onAdd(device);
  await vi.waitFor(() => expect(keys.get('a')?.key).toBeDefined());
  await vi.waitFor(() => expect(device.openNow).toBe(0));
  return { keys, transport, device };
}

describe('a device that comes', () => {
  test('is listed at once, and known soon', async () => {
    const { keys, transport } = startedKeys();
    const changes: unknown[] = [];
    keys.onChange((list) => changes.push(list));
    const device = goodDevice();
    transport.observer.onAdd(device);
    const bare = { id: 'a', transport: 'nfc', name: 'Reader of a' };
    expect(keys.list).toEqual({ devices: [bare], problems: [] });
    await vi.waitFor(() => expect(changes).toHaveLength(2));
    const key = {
      versions: ['FIDO_2_1'],
      aaguid: '0'.repeat(32),
      pinSet: null,
      userVerification: null,
      residentKeys: true,
      minPinLength: 4,
    };
    expect(changes).toEqual([
      { devices: [bare], problems: [] },
      { devices: [{ ...bare, key }], problems: [] },
    ]);
    await vi.waitFor(() => expect(device.openNow).toBe(0));
    expect(device.commands).toEqual([0x04]);
  });

  test('opens for a ceremony without another getInfo', async () => {
    const { keys, device } = await warmKeys();
    const key = await keys.open('a', noSignal);
    expect(key.info.versions).toEqual(['FIDO_2_1']);
    expect(key.device.key?.versions).toEqual(['FIDO_2_1']);
    await key.close();
    await key.close();
    expect(device.commands).toEqual([0x04]);
    expect(device.openNow).toBe(0);
  });

  test('is listed no more once it goes, and its user hears of it', async () => {
    const { keys, transport } = await warmKeys();
    const key = await keys.open('a', noSignal);
    transport.observer.onRemove('a');
    expect(keys.list.devices).toEqual([]);
    expect(key.removed.reason).toMatchObject({ code: 'device-removed' });
    expect(await codeOf(() => keys.open('a', noSignal))).toBe('device-removed');
  });

  test('is a new one when it comes again under its name', async () => {
    const { keys, transport } = await warmKeys();
    const before = await keys.open('a', noSignal);
    const other = new ScriptedDevice('a', () => infoAnswer('FIDO_2_0'));
    transport.observer.onAdd(other);
    expect(before.removed.aborted).toBe(true);
    await vi.waitFor(() => expect(keys.get('a')?.key?.versions).toEqual(['FIDO_2_0']));
    expect(keys.list.devices).toHaveLength(1);
  });
});

describe('a device with a trouble', () => {
  test.each(['device-not-fido', 'device-restricted', 'device-busy'] as const)(
    'says %s',
    async (code) => {
      const { keys, transport } = startedKeys();
      const device = goodDevice();
      device.beforeOpen = () => {
        throw new WardkeyError(code);
      };
      transport.observer.onAdd(device);
      await vi.waitFor(() => expect(keys.get('a')?.problem).toBe(code));
    },
  );

  test('is garbled when its getInfo is', async () => {
    const { keys, transport } = startedKeys();
    transport.observer.onAdd(new ScriptedDevice('a', () => Uint8Array.of(0, 0x80)));
    await vi.waitFor(() => expect(keys.get('a')?.problem).toBe('device-garbled'));
  });

  test('is asked again where that may help, and is well then', async () => {
    const { keys, transport } = startedKeys();
    const device = goodDevice();
    let failures = 2;
    device.beforeOpen = () => {
      if (failures-- > 0) throw new WardkeyError('device-busy');
    };
    transport.observer.onAdd(device);
    await vi.waitFor(() => expect(keys.get('a')?.problem).toBe('device-busy'));
    await vi.waitFor(() => expect(keys.get('a')?.key).toBeDefined());
    expect(keys.get('a')?.problem).toBeUndefined();
  });

  test('is not asked again where it cannot help', async () => {
    const { keys, transport } = startedKeys();
    const device = goodDevice();
    let tries = 0;
    device.beforeOpen = () => {
      tries++;
      throw new WardkeyError('device-not-fido');
    };
    transport.observer.onAdd(device);
    await vi.waitFor(() => expect(keys.get('a')?.problem).toBe('device-not-fido'));
    await new Promise((resolve) => setTimeout(resolve, 3 * TIMINGS.retryMs));
    expect(tries).toBe(1);
  });

  test('is mute when it never answers, and lets go of its turn', async () => {
    const { keys, transport } = startedKeys();
    let answers = false;
    const device = new ScriptedDevice('a', (_message, { signal }) =>
      answers ? infoAnswer() : mute(signal),
    );
    transport.observer.onAdd(device);
    await vi.waitFor(() => expect(keys.get('a')?.problem).toBe('device-mute'));
    answers = true;
    const key = await keys.open('a', noSignal);
    expect(keys.get('a')?.problem).toBeUndefined();
    await key.close();
    expect(device.mostOpen).toBe(1);
  });

  test('is mute even when its driver heeds no signal; users are told that it is busy', async () => {
    const { keys, transport } = startedKeys();
    const device = goodDevice();
    device.beforeOpen = () => new Promise(() => {});
    transport.observer.onAdd(device);
    await vi.waitFor(() => expect(keys.get('a')?.problem).toBe('device-mute'));
    expect(await codeOf(() => keys.open('a', noSignal))).toBe('device-busy');
  });

  test('keeps no other waiting', async () => {
    const { keys, transport } = startedKeys();
    const dead = goodDevice('dead');
    dead.beforeOpen = () => new Promise(() => {});
    transport.observer.onAdd(dead);
    transport.observer.onAdd(goodDevice('good'));
    await vi.waitFor(() => expect(keys.get('good')?.key).toBeDefined());
    expect(keys.get('dead')).toEqual({ id: 'dead', transport: 'nfc', name: 'Reader of dead' });
  });
});

describe('turns', () => {
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

test('the troubles of transports are listed, each once', async () => {
  const transports = [new ScriptedTransport(), new ScriptedTransport()];
  const { keys } = startedKeys(transports);
  const changed = vi.fn();
  keys.onChange(changed);
  for (const { observer } of transports) observer.onProblem('pcsc-service-stopped');
  transports[0]?.observer.onProblem('pcsc-service-stopped');
  expect(keys.list.problems).toEqual(['pcsc-service-stopped']);
  transports[0]?.observer.onProblem(null);
  expect(keys.list.problems).toEqual(['pcsc-service-stopped']);
  transports[1]?.observer.onProblem(null);
  expect(keys.list.problems).toEqual([]);
  expect(changed).toHaveBeenCalledTimes(4);
});

test('who has stopped listening hears nothing', async () => {
  const { keys, transport } = startedKeys();
  const heard = vi.fn();
  const listen = () => keys.onChange(heard);
  const [stopOne] = [listen(), listen()];
  stopOne?.();
  stopOne?.();
  transport.observer.onProblem('pcsc-denied');
  expect(heard).toHaveBeenCalledOnce();
});

test('stopping tells users, waits a moment for them, and stops the transports', async () => {
  const { keys, transport, device } = await warmKeys();
  const key = await keys.open('a', noSignal);
  key.removed.addEventListener('abort', () => void key.close());
  await keys.stop();
  expect(transport.stopped).toBe(true);
  expect(device.openNow).toBe(0);
  expect(keys.list).toEqual({ devices: [], problems: [] });
  transport.observer.onAdd(goodDevice('late'));
  expect(keys.list.devices).toEqual([]);
});

test('stopping does not wait for a user who never lets go', async () => {
  const { keys, transport } = await warmKeys();
  await keys.open('a', noSignal);
  const before = performance.now();
  await keys.stop();
  expect(performance.now() - before).toBeLessThan(140);
  expect(transport.stopped).toBe(true);
});
