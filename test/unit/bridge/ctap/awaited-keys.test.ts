import { describe, expect, test, vi } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { goodDevice, startedKeys, TIMINGS } from './started-keys.ts';

describe('a device with a trouble, while somebody waits for one', () => {
  test('is asked at once, though it was left alone, and then without longer and longer pauses', async () => {
    vi.useFakeTimers();
    try {
      const { keys, transport } = startedKeys();
      const device = goodDevice();
      let tries = 0;
      device.beforeOpen = () => {
        tries += 1;
        throw new WardkeyError('device-garbled');
      };
      transport.observer.onAdd(device);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(tries).toBe(4);
      const stop = keys.hurry();
      await vi.advanceTimersByTimeAsync(TIMINGS.retryMs / 2);
      expect(tries).toBe(5);
      await vi.advanceTimersByTimeAsync(10 * TIMINGS.retryMs);
      expect(tries).toBe(15);
      stop();
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(tries).toBe(16);
      device.beforeOpen = () => {};
      keys.hurry()();
      await vi.advanceTimersByTimeAsync(0);
      expect(keys.get('a')?.key).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test('is known at once where another program has let it go', async () => {
    vi.useFakeTimers();
    try {
      const { keys, transport } = startedKeys();
      const device = goodDevice();
      device.beforeOpen = () => {
        throw new WardkeyError('device-busy');
      };
      transport.observer.onAdd(device);
      await vi.advanceTimersByTimeAsync(3_600_000);
      device.beforeOpen = () => {};
      keys.hurry();
      await vi.advanceTimersByTimeAsync(0);
      expect(keys.get('a')?.key).toBeDefined();
      expect(device.commands).toEqual([0x04]);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(device.commands).toEqual([0x04]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is not asked again where that cannot help', async () => {
    const { keys, transport } = startedKeys();
    const device = goodDevice();
    let tries = 0;
    device.beforeOpen = () => {
      tries += 1;
      throw new WardkeyError('device-not-fido');
    };
    transport.observer.onAdd(device);
    await expect.poll(() => keys.get('a')?.problem).toBe('device-not-fido');
    keys.hurry();
    await new Promise((resolve) => setTimeout(resolve, 3 * TIMINGS.retryMs));
    expect(tries).toBe(1);
  });
});
