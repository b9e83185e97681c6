import type { ErrorCode } from '../../shared/errors/codes.ts';
import { hinders, isWorthNoting } from '../../shared/errors/hinders.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceList, DeviceSummary } from '../../shared/rpc/device.ts';
import type { DeviceMarks } from '../transport/transport.ts';

/** A device with all that a person may know it by. */
export type NamedDevice = DeviceSummary & DeviceMarks;

/** No device, or more than one, goes by what was typed. */
export class DeviceChoiceError extends WardkeyError {
  /** What is there. */
  readonly choices: readonly NamedDevice[];

  constructor(code: ErrorCode, choices: readonly NamedDevice[], device?: string) {
    super(code, device === undefined ? {} : { facts: { device } });
    this.choices = choices;
  }
}

/** No key is there, and something else is wrong that would hide only some keys. */
export class NoDeviceError extends WardkeyError {
  /** What else is wrong. */
  readonly besides: readonly ErrorCode[];

  constructor(besides: readonly ErrorCode[]) {
    super('device-none');
    this.besides = besides;
  }
}

/** Devices that go by a name: the exact ones where there are any, else those that contain it. */
export function devicesNamed(
  devices: readonly NamedDevice[],
  wanted: string | undefined,
): readonly NamedDevice[] {
  if (wanted === undefined) return devices;
  const typed = wanted.trim().toLowerCase();
  const exact = devices.filter((device) => namesOf(device).includes(typed));
  if (exact.length > 0 || typed === '') return exact;
  return devices.filter(({ name }) => name.toLowerCase().includes(typed));
}

/**
 * The devices of that name that can be used, at least one.
 * @throws WardkeyError `device-none`, `device-unknown`, or what stands in the way of the one there is
 */
export function usableDevices(
  { devices, problems }: Omit<DeviceList, 'devices'> & { readonly devices: readonly NamedDevice[] },
  wanted?: string,
): readonly NamedDevice[] {
  const named = devicesNamed(devices, wanted);
  const usable = named.filter(({ key, problem }) => key !== undefined && problem === undefined);
  if (usable.length > 0) return usable;
  if (devices.length > 0 && named.length === 0) {
    throw new DeviceChoiceError('device-unknown', devices, wanted);
  }
  const trouble = named.find(({ problem }) => problem !== undefined);
  const unread = named.length > 0 ? 'device-mute' : undefined;
  const code = trouble?.problem ?? unread ?? problems.find((problem) => hinders('key', problem));
  if (code === undefined)
    throw new NoDeviceError(problems.filter((problem) => isWorthNoting('key', problem)));
  throw new WardkeyError(code, trouble === undefined ? {} : { facts: { reader: trouble.name } });
}

/**
 * The one device that is meant.
 * @throws WardkeyError `device-ambiguous`, and those of {@link usableDevices}
 */
export function oneDevice(
  list: Omit<DeviceList, 'devices'> & { readonly devices: readonly NamedDevice[] },
  wanted?: string,
): NamedDevice {
  const usable = usableDevices(list, wanted);
  const [only] = usable;
  if (only === undefined || usable.length > 1) {
    throw new DeviceChoiceError('device-ambiguous', usable);
  }
  return only;
}

function namesOf({ id, path, serial, name, key }: NamedDevice): readonly string[] {
  return [id, path, serial, name, key?.aaguid]
    .filter((text) => text !== undefined)
    .map((text) => text.toLowerCase());
}
