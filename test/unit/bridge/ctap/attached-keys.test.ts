import { describe, expect, test, vi } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { codeOf, noSignal, ScriptedDevice, ScriptedTransport } from './scripted-transport.ts';
import { goodDevice, infoAnswer, mute, startedKeys, TIMINGS, warmKeys } from './started-keys.ts';

describe('a device that comes', () => {
  test('is listed at once, and known soon', async () => {
    const { keys, transport } = startedKeys();
    const changes: unknown[] = [];
    keys.onChange((list) => changes.push(list));
    const device = goodDevice();
    transport.observer.onAdd(device);
    const bare = { id: 'a', transport: 'nfc', name: 'Reader of a' };
    expect(keys.list).toEqual({ devices: [bare], problems: [] });
    await expect.poll(() => changes).toHaveLength(2);
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
    await expect.poll(() => device.openNow).toBe(0);
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
    await expect.poll(() => keys.get('a')?.key?.versions).toEqual(['FIDO_2_0']);
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
      await expect.poll(() => keys.get('a')?.problem).toBe(code);
    },
  );

  test('is garbled when its getInfo is', async () => {
    const { keys, transport } = startedKeys();
    transport.observer.onAdd(new ScriptedDevice('a', () => Uint8Array.of(0, 0x80)));
    await expect.poll(() => keys.get('a')?.problem).toBe('device-garbled');
  });

  test('is asked again where that may help, and is well then', async () => {
    const { keys, transport } = startedKeys();
    const device = goodDevice();
    let failures = 2;
    device.beforeOpen = () => {
      if (failures-- > 0) throw new WardkeyError('device-busy');
    };
    transport.observer.onAdd(device);
    await expect.poll(() => keys.get('a')?.problem).toBe('device-busy');
    await expect.poll(() => keys.get('a')?.key).toBeDefined();
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
    await expect.poll(() => keys.get('a')?.problem).toBe('device-not-fido');
    await new Promise((resolve) => setTimeout(resolve, 3 * TIMINGS.retryMs));
    expect(tries).toBe(1);
  });

  test.each(['device-garbled', 'device-mute', 'card-mute'] as const)(
    'is asked four times when it says %s, and left alone then until somebody uses it',
    async (code) => {
      vi.useFakeTimers();
      try {
        const { keys, transport } = startedKeys();
        const device = goodDevice();
        let tries = 0;
        device.beforeOpen = () => {
          tries += 1;
          throw new WardkeyError(code);
        };
        transport.observer.onAdd(device);
        await vi.advanceTimersByTimeAsync(3_600_000);
        expect(tries).toBe(4);
        expect(keys.get('a')?.problem).toBe(code);
        device.beforeOpen = () => {};
        await (await keys.open('a', noSignal)).close();
        expect(keys.get('a')).toMatchObject({ key: { versions: ['FIDO_2_1'] } });
        expect(keys.get('a')?.problem).toBeUndefined();
      } finally {
        vi.useRealTimers();
      }
    },
  );

  test('is asked again for as long as another program has it', async () => {
    vi.useFakeTimers();
    try {
      const { keys, transport } = startedKeys();
      const device = goodDevice();
      let isTaken = true;
      device.beforeOpen = () => {
        if (isTaken) throw new WardkeyError('device-busy');
      };
      transport.observer.onAdd(device);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(keys.get('a')?.problem).toBe('device-busy');
      isTaken = false;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(keys.get('a')?.key).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test('is mute when it never answers, and lets go of its turn', async () => {
    const { keys, transport } = startedKeys();
    let answers = false;
    const device = new ScriptedDevice('a', (_message, { signal }) =>
      answers ? infoAnswer() : mute(signal),
    );
    transport.observer.onAdd(device);
    await expect.poll(() => keys.get('a')?.problem).toBe('device-mute');
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
    await expect.poll(() => keys.get('a')?.problem).toBe('device-mute');
    expect(await codeOf(() => keys.open('a', noSignal))).toBe('device-busy');
  });

  test('keeps no other waiting', async () => {
    const { keys, transport } = startedKeys();
    const dead = goodDevice('dead');
    dead.beforeOpen = () => new Promise(() => {});
    transport.observer.onAdd(dead);
    transport.observer.onAdd(goodDevice('good'));
    await expect.poll(() => keys.get('good')?.key).toBeDefined();
    expect(keys.get('dead')).toEqual({ id: 'dead', transport: 'nfc', name: 'Reader of dead' });
  });
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

test('that all is well is told once all transports have looked', async () => {
  const transports = [new ScriptedTransport(), new ScriptedTransport()];
  const { keys } = startedKeys(transports);
  let changes = 0;
  keys.onChange(() => {
    changes += 1;
  });
  const [first, second] = transports;
  first?.observer.onProblem(null);
  expect(changes).toBe(0);
  second?.observer.onProblem(null);
  expect(changes).toBe(1);
  first?.observer.onProblem('pcsc-failed');
  first?.observer.onProblem(null);
  expect(changes).toBe(3);
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
  await keys.stop();
  expect(transport.stopped).toBe(true);
});
