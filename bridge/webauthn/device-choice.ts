import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { Person } from './person.ts';

/**
 * How long a device that was just found may take to say what it is before the person is told that
 * none is there, in milliseconds.
 */
const GREETING_MS = 400;

type Devices = Pick<AttachedKeys, 'list' | 'onChange'>;
type AwaitedDevices = Pick<AttachedKeys, 'list' | 'onChange' | 'hurry'>;

/**
 * The devices that can be used now; where there is none, it waits for the first that comes.
 * @returns at least one
 * @throws WardkeyError `device-none` when the time is over before one comes, otherwise the reason
 *   of the signal
 */
export async function usableDevices(
  keys: AwaitedDevices,
  person: Person,
  signal: AbortSignal,
): Promise<readonly DeviceSummary[]> {
  for (;;) {
    const usable = usableNow(keys);
    if (usable.length > 0) {
      return usable;
    }
    await waitForDevice(keys, person, signal);
  }
}

function usableNow(keys: Devices): readonly DeviceSummary[] {
  return keys.list.devices.filter(({ key, problem }) => key !== undefined && problem === undefined);
}

/** Returns once a device can be used; the person sees every state of the list until then. */
async function waitForDevice(
  keys: AwaitedDevices,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  const { promise: come, resolve } = Promise.withResolvers<void>();
  let greeting: NodeJS.Timeout | undefined;
  const tell = () => person.tell({ type: 'device-wait', list: keys.list });
  const look = () => {
    clearTimeout(greeting);
    if (usableNow(keys).length > 0) {
      resolve();
    } else if (keys.list.devices.some(({ key, problem }) => key === undefined && !problem)) {
      greeting = setTimeout(tell, GREETING_MS);
    } else {
      tell();
    }
  };
  const stopListening = keys.onChange(look);
  const stopHurrying = keys.hurry();
  try {
    look();
    await unlessAborted(come, signal);
  } catch (error) {
    throw error instanceof WardkeyError && error.code === 'ceremony-timeout'
      ? new WardkeyError('device-none', { cause: error })
      : error;
  } finally {
    clearTimeout(greeting);
    stopHurrying();
    stopListening();
  }
}

/**
 * Has the person say which of several devices it shall be.
 * @returns `undefined` when the devices changed meanwhile, so that the question is out of date
 */
export async function askForDevice(
  keys: Devices,
  devices: readonly DeviceSummary[],
  person: Person,
  signal: AbortSignal,
): Promise<DeviceSummary | undefined> {
  const outOfDate = new AbortController();
  const stopListening = keys.onChange(() => outOfDate.abort());
  const step = AbortSignal.any([signal, outOfDate.signal]);
  try {
    const id = await unlessAborted(person.chooseDevice(devices, step), step);
    return devices.find((device) => device.id === id);
  } catch (error) {
    signal.throwIfAborted();
    if (outOfDate.signal.aborted) {
      return undefined;
    }
    throw error;
  } finally {
    stopListening();
  }
}
