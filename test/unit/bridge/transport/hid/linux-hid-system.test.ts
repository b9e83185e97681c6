import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { linuxHidSystem } from '../../../../../bridge/transport/hid/linux-hid-system.ts';
import { LINUX_PLACES } from '../../../../../bridge/transport/hid/linux-places.ts';

describe('nodes of devices', () => {
  it('are looked for as soon as one comes or changes', async () => {
    const dev = await mkdtemp(join(tmpdir(), 'wardkey-dev-'));
    onTestFinished(() => rm(dev, { recursive: true, force: true }));
    await writeFile(join(dev, 'hidraw3'), '');
    const onHint = vi.fn();
    const hints = () => onHint.mock.calls.length;
    onTestFinished(linuxHidSystem({ ...LINUX_PLACES, dev }).watch(onHint));
    // Permissions are set a moment after a node came.
    await chmod(join(dev, 'hidraw3'), 0o600);
    await expect.poll(hints, { timeout: 30_000 }).toBeGreaterThan(0);
    onHint.mockClear();
    await writeFile(join(dev, 'hidraw4'), '');
    await expect.poll(hints, { timeout: 30_000 }).toBeGreaterThan(0);
  }, 60_000);
});

describe('where nothing tells of nodes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('they are looked for every other second, until that ends', async () => {
    const onHint = vi.fn();
    const dev = join(tmpdir(), 'wardkey-no-such-folder');
    const stop = linuxHidSystem({ ...LINUX_PLACES, dev }).watch(onHint);
    await vi.advanceTimersByTimeAsync(6_100);
    expect(onHint).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(6_100);
    expect(onHint).toHaveBeenCalledTimes(3);
  });
});
