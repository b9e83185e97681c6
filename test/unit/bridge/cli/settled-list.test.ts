import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settledList } from '../../../../bridge/cli/settled-list.ts';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import type { TransportObserver } from '../../../../bridge/transport/transport.ts';
import { ScriptedTransport } from '../ctap/scripted-transport.ts';
import { goodDevice, mute } from '../ctap/started-keys.ts';

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tells of what it finds after a while, as on a slow computer. */
class SlowTransport extends ScriptedTransport {
  readonly #ms: number;

  constructor(ms: number) {
    super();
    this.#ms = ms;
  }

  override start(observer: TransportObserver): void {
    setTimeout(() => {
      super.start(observer);
      observer.onAdd(goodDevice());
      observer.onProblem(null);
    }, this.#ms);
  }
}

test('a slow computer is waited for, and no moment longer', async () => {
  const keys = new AttachedKeys([new SlowTransport(9_000)]);
  const began = performance.now();
  const settled = settledList(keys, never);
  await vi.advanceTimersByTimeAsync(9_000);
  const { devices } = await settled;
  expect(devices).toMatchObject([{ id: 'a', key: { versions: ['FIDO_2_1'] } }]);
  expect(performance.now() - began).toBe(9_000);
  await keys.stop();
});

test('a device that never answers is listed as mute, by its own limit', async () => {
  const transport = new ScriptedTransport();
  const keys = new AttachedKeys([transport]);
  const device = goodDevice();
  device.beforeOpen = mute;
  const settled = settledList(keys, never);
  transport.observer.onAdd(device);
  transport.observer.onProblem(null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await settled).devices).toMatchObject([{ id: 'a', problem: 'device-mute' }]);
  await keys.stop();
});

test('a driver that hangs altogether does not hold the list up for ever', async () => {
  const keys = new AttachedKeys([new ScriptedTransport()]);
  const settled = settledList(keys, never);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await settled).toEqual({ devices: [], problems: [] });
  await keys.stop();
});
