import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AttachedKeys } from '../../../../../bridge/ctap/attached-keys.ts';
import { HidError } from '../../../../../bridge/transport/hid/hid-library.ts';
import { HidTransport } from '../../../../../bridge/transport/hid/hid-transport.ts';
import {
  type HidListing,
  listedHidSystem,
} from '../../../../../bridge/transport/hid/listed-hid-system.ts';
import { FakeHid } from './fake-hid.ts';

/** As Windows and macOS name the same kind of key. */
const WINDOWS: HidListing = {
  path: String.raw`\\?\HID#VID_1050&PID_0402#7&2f5c7d0&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}`,
  usagePage: 0xf1d0,
  usage: 0x01,
  name: 'YubiKey FIDO',
};
const MAC: HidListing = { ...WINDOWS, path: 'DevSrvsID:4294969871', name: undefined };
const OTHERS: readonly HidListing[] = [
  { path: 'mouse', usagePage: 0x01, usage: 0x02, name: 'Mouse' },
  { path: 'other-of-the-page', usagePage: 0xf1d0, usage: 0x02, name: 'Not an authenticator' },
];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Keys behind a list, watched. */
async function watched(hid: FakeHid, list: () => Promise<readonly HidListing[]>) {
  const keys = new AttachedKeys([new HidTransport(hid.library, listedHidSystem(list))]);
  keys.start();
  onTestFinished(() => keys.stop());
  await vi.advanceTimersByTimeAsync(0);
  return keys;
}

describe('a system that only lists its HID devices', () => {
  it('shows the FIDO keys among them', async () => {
    const system = listedHidSystem(async () => [...OTHERS, WINDOWS, MAC]);
    expect(await system.list()).toEqual([
      {
        path: WINDOWS.path,
        insertion: WINDOWS.path,
        name: 'YubiKey FIDO',
        accessible: true,
        inputBytes: 64,
        outputBytes: 64,
      },
      expect.objectContaining({ path: MAC.path, name: 'Security key' }),
    ]);
    expect(await system.usersOf(WINDOWS.path)).toEqual([]);
  });

  it('shows none where listing fails', async () => {
    const system = listedHidSystem(() => Promise.reject(new Error('no library')));
    expect(await system.list()).toEqual([]);
  });

  it('is asked every second, so that keys come and go', async () => {
    const listings: HidListing[] = [];
    const keys = await watched(new FakeHid(), async () => [...listings]);
    expect(keys.list).toEqual({ devices: [], problems: [] });
    listings.push(WINDOWS);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keys.list.devices).toMatchObject([
      { name: 'YubiKey FIDO', transport: 'usb', key: { versions: ['FIDO_2_0', 'FIDO_2_1'] } },
    ]);
    listings.length = 0;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keys.list.devices).toEqual([]);
  });

  it.each(['forbidden', 'denied'] as const)(
    'that keeps a key to administrators is told apart from no key: %s',
    async (fault) => {
      const hid = new FakeHid();
      hid.openError = new HidError(fault, new Error('Access is denied.'));
      const keys = await watched(hid, async () => [WINDOWS]);
      expect(keys.list.devices).toMatchObject([{ problem: 'device-restricted' }]);
    },
  );
});
