import { accessSync, constants, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
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
 *
 * All of this lies in memory, where reading it takes less than handing it to another thread would.
 */
export function listHidraw({ sysfs, dev }: LinuxPlaces): readonly HidEntry[] {
  const folder = join(sysfs, 'class/hidraw');
  const nodes = unlessGone(() => readdirSync(folder)) ?? [];
  return nodes
    .filter((node) => HIDRAW_NODE.test(node))
    .map((node) => unlessGone(() => entryOf(join(folder, node), join(dev, node))))
    .filter((entry) => entry !== null);
}

/** @returns `null` for what is no FIDO key */
function entryOf(link: string, path: string): HidEntry | null {
  const sizes = fidoReportSizes(readFileSync(join(link, 'device/report_descriptor')));
  if (sizes === null) return null;
  const uevent = readFileSync(join(link, 'device/uevent'), 'utf8');
  const { ino, birthtimeMs } = statSync(path);
  return {
    ...sizes,
    path,
    // The kernel counts insertions in the target's name: .../0003:1050:0407.0005/hidraw/hidraw3.
    insertion: `${readlinkSync(link)} ${ino} ${birthtimeMs}`,
    name: /^HID_NAME=(.+)$/m.exec(uevent)?.[1]?.trim() ?? NAMELESS,
    // From iSerialNumber of the USB device, which most security keys leave out.
    serial: /^HID_UNIQ=(.*\S)$/m.exec(uevent)?.[1],
    accessible: unlessGone(() => accessSync(path, constants.R_OK | constants.W_OK)) !== null,
  };
}

/** @returns `null` for what cannot be read: it is going just now */
function unlessGone<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
