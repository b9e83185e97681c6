import { join } from 'node:path';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { Machine } from '../machine.ts';
import type { Probe } from '../probe.ts';
import { isThere, linkedName, namesIn, textOf } from '../system-files.ts';

/** USB classes of interfaces: smartcard readers (CCID rev 1.1 §4.4) and HID (HID 1.11 §4.1). */
const READER_CLASS = '0b';
const HID_CLASS = '03';

/** Where pcsc-lite looks for the driver of USB readers; the last part differs by distribution. */
const DRIVER_PLACES = [
  'usr/lib/pcsc/drivers/ifd-ccid.bundle',
  'usr/lib64/pcsc/drivers/ifd-ccid.bundle',
  'usr/lib/x86_64-linux-gnu/pcsc/drivers/ifd-ccid.bundle',
  'usr/lib/aarch64-linux-gnu/pcsc/drivers/ifd-ccid.bundle',
];

/** What security keys call themselves; only asked of an interface that has no driver at all. */
const SOUNDS_LIKE_KEY = /fido|u2f|security key|yubikey|token2|solo|titan|nitrokey|feitian|onlykey/i;

interface UsbInterface {
  readonly kind: string;
  readonly hasDriver: boolean;
  /** Of the device. */
  readonly name: string;
}

/** What is plugged in by USB and does not get as far as it should. Linux only. */
export const USB_DEVICES_PROBE: Probe = {
  check: 'usb-devices',
  async run({ machine, keysSettled }) {
    if (machine.platform !== 'linux') return [];
    await keysSettled;
    const interfaces = await usbInterfaces(machine.root);
    const readers = interfaces.filter(({ kind }) => kind === READER_CLASS);
    const keys = interfaces.filter(
      ({ kind, hasDriver, name }) => kind === HID_CLASS && !hasDriver && SOUNDS_LIKE_KEY.test(name),
    );
    return [
      ...(readers.length === 0 ? [] : await unseenReaders(readers, machine)),
      ...(await keysWithoutFido(interfaces, machine)),
      ...keys.map(({ name }): Finding => ({ code: 'key-without-driver', facts: { model: name } })),
    ];
  },
};

/** A device that sounds like a key, where none is seen: the part for signing in may be off in it. */
async function keysWithoutFido(
  interfaces: readonly UsbInterface[],
  machine: Machine,
): Promise<readonly Finding[]> {
  const named = interfaces.find(({ name, kind, hasDriver }) => {
    return SOUNDS_LIKE_KEY.test(name) && (kind !== HID_CLASS || hasDriver);
  });
  if (named === undefined) return [];
  const isSeen =
    machine.keys.list.devices.some(
      ({ key, transport }) => key !== undefined || transport === 'usb',
    ) || (await machine.keyNodes()).length > 0;
  return isSeen ? [] : [{ code: 'key-not-fido', facts: { model: named.name } }];
}

async function unseenReaders(
  byUsb: readonly UsbInterface[],
  machine: Machine,
): Promise<readonly Finding[]> {
  const seen = await machine.readers().catch(() => null);
  // Without the service none is seen, which is its trouble and not the reader's.
  if (seen === null || seen.length >= byUsb.length) return [];
  const unseen = byUsb.find(({ name }) => !seen.some((reader) => reader.name.includes(name)));
  const facts = { reader: (unseen ?? byUsb[0])?.name ?? '' };
  const drivers = DRIVER_PLACES.map((place) => isThere(join(machine.root, place)));
  const hasDriver = (await Promise.all(drivers)).includes(true);
  return [
    { code: 'reader-unseen', facts },
    ...(hasDriver ? [] : [{ code: 'reader-driver-absent', facts } as const]),
  ];
}

async function usbInterfaces(root: string): Promise<readonly UsbInterface[]> {
  const folder = join(root, 'sys/bus/usb/devices');
  // The kernel names an interface by its device, configuration and number: 1-2:1.0.
  const names = (await namesIn(folder)).filter((name) => /^\d+-[\d.]+:\d+\.\d+$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const device = join(folder, name.slice(0, name.indexOf(':')));
      const [kind, driver, product] = await Promise.all([
        textOf(join(path, 'bInterfaceClass')),
        linkedName(join(path, 'driver')),
        textOf(join(device, 'product')),
      ]);
      return {
        kind: kind?.trim() ?? '',
        hasDriver: driver !== null,
        name: product?.trim() ?? '',
      };
    }),
  );
}
