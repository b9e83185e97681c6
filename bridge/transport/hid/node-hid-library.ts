import { devicesAsync, HIDAsync } from 'node-hid';
import { HidError, type HidFault, type HidHandle, type HidLibrary } from './hid-library.ts';
import type { HidListing } from './listed-hid-system.ts';

/** Endings of the system's own texts, as hidapi hands them on; there are no codes. */
const FAULTS: readonly (readonly [RegExp, HidFault])[] = [
  [/Permission denied/, 'denied'],
  [/not permitted|Access is denied/i, 'forbidden'],
  [/No such file or directory|No such device|disconnected/, 'gone'],
];

const MISSING_LIBRARY = /(\S+\.so[.\d]*): cannot open shared object file/;

/** Node's own codes for an addon that is not there, or is no addon of this kind of system. */
const MISSING_ADDON = ['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'];

/**
 * hidapi, by way of node-hid: on Linux its hidraw driver, which needs libudev and libusb. The addon
 * is loaded when a device is first opened, so that a machine without them gets an error and not a
 * crash.
 *
 * Reports come by a thread of its own. `read()` is never called: one that waits holds up writes,
 * and keeps the process from ending.
 */
export function systemHidLibrary(): HidLibrary {
  return {
    async open(path, { onReport, onError }) {
      const device = await HIDAsync.open(path).catch(rethrow);
      // Without this listener the process would die of a key that is pulled out.
      device.on('error', (thrown: unknown) => onError(toHidError(thrown)));
      device.on('data', (report: Buffer) => onReport(report));
      // Reading begins a tick later; a close before that would throw where nobody catches it.
      await new Promise((resolve) => setImmediate(resolve));
      return handleOf(device);
    },
  };
}

/** Lists all HID interfaces, FIDO keys and others. Nothing is opened for reading or writing. */
export async function listHidInterfaces(): Promise<readonly HidListing[]> {
  const devices = await devicesAsync();
  return devices.flatMap(({ path, usagePage = 0, usage = 0, product }) =>
    path === undefined ? [] : [{ path, usagePage, usage, name: product }],
  );
}

function handleOf(device: HIDAsync): HidHandle {
  return {
    async write(report) {
      // A leading 0: no report IDs (hidapi, hid_write).
      const withId = Buffer.alloc(1 + report.length);
      withId.set(report, 1);
      try {
        await device.write(withId);
      } catch (thrown) {
        throw toHidError(thrown);
      } finally {
        withId.fill(0);
      }
    },
    async close() {
      await device.close().catch(rethrow);
    },
  };
}

function rethrow(thrown: unknown): never {
  throw toHidError(thrown);
}

function toHidError(thrown: unknown): HidError {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const library = MISSING_LIBRARY.exec(text)?.[1];
  if (library !== undefined) return new HidError('library-missing', thrown, library);
  if (isAddonMissing(thrown)) return new HidError('library-missing', thrown);
  const fault = FAULTS.find(([pattern]) => pattern.test(text))?.[1];
  return new HidError(fault ?? 'failed', thrown);
}

function isAddonMissing(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  return typeof thrown.code === 'string' && MISSING_ADDON.includes(thrown.code);
}
