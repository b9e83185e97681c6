import { constants } from 'node:fs';
import { access, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HidEntry } from './hid-system.ts';
import type { LinuxPlaces } from './linux-places.ts';
import { fidoReportSizes } from './report-descriptor.ts';

/** Names of the device nodes of hidraw. */
export const HIDRAW_NODE = /^hidraw\d{1,5}$/;

const NAMELESS = 'Security key';

/**
 * Lists the FIDO keys on hidraw. It needs no rights and no library: report descriptors are readable
 * for all. A device without a node in `dev` yet is left out.
 */
export async function listHidraw({ sysfs, dev }: LinuxPlaces): Promise<readonly HidEntry[]> {
  const folder = join(sysfs, 'class/hidraw');
  const nodes = (await readdir(folder).catch(() => [])).filter((node) => HIDRAW_NODE.test(node));
  const entries = await Promise.all(
    // One that fails is going just now.
    nodes.map((node) => entryOf(join(folder, node), join(dev, node)).catch(() => null)),
  );
  return entries.filter((entry) => entry !== null);
}

/** @returns `null` for what is no FIDO key */
async function entryOf(link: string, path: string): Promise<HidEntry | null> {
  const sizes = fidoReportSizes(await readFile(join(link, 'device/report_descriptor')));
  if (sizes === null) return null;
  const [uevent, target, { ino, birthtimeMs }, accessible] = await Promise.all([
    readFile(join(link, 'device/uevent'), 'utf8'),
    readlink(link),
    stat(path),
    isAccessible(path),
  ]);
  return {
    ...sizes,
    path,
    // The kernel counts insertions in the target's name: .../0003:1050:0407.0005/hidraw/hidraw3.
    insertion: `${target} ${ino} ${birthtimeMs}`,
    name: /^HID_NAME=(.+)$/m.exec(uevent)?.[1]?.trim() ?? NAMELESS,
    // From iSerialNumber of the USB device, which most security keys leave out.
    serial: /^HID_UNIQ=(.*\S)$/m.exec(uevent)?.[1],
    accessible,
  };
}

function isAccessible(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}
