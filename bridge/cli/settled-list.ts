import type { DeviceList } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { NamedDevice } from './named-device.ts';

/**
 * For a driver or service that hangs altogether. A device has its own limit, by which it is read or
 * has a problem, and a slow computer must not look like one without keys.
 */
const MAX_MS = 20_000;

/** What is attached, with the names that only the command line shows. */
export type NamedList = Omit<DeviceList, 'devices'> & { readonly devices: readonly NamedDevice[] };

/**
 * Starts watching and waits until every way to devices has been looked at, and each device has been
 * read or has failed.
 * @throws what the signal is aborted with
 */
export async function settledList(keys: AttachedKeys, signal: AbortSignal): Promise<NamedList> {
  const { promise: settled, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (keys.hasLooked && keys.list.devices.every(isRead)) resolve();
  };
  const stopListening = keys.onChange(look);
  const patience = setTimeout(resolve, MAX_MS);
  keys.start();
  try {
    look();
    await unlessAborted(settled, signal);
  } finally {
    clearTimeout(patience);
    stopListening();
  }
  return namedList(keys);
}

/** What is attached just now. */
export function namedList(keys: AttachedKeys): NamedList {
  const { devices, problems } = keys.list;
  return { devices: devices.map((device) => ({ ...device, ...keys.marks(device.id) })), problems };
}

function isRead({ key, problem }: DeviceList['devices'][number]): boolean {
  return key !== undefined || problem !== undefined;
}
