import type { HidEntry, HidSystem } from './hid-system.ts';
import { FIDO_PAGE, FIDO_USAGE, REPORT_BYTES } from './report-descriptor.ts';

/** One HID interface as the HID library lists it. */
export interface HidListing {
  readonly path: string;
  readonly usagePage: number;
  readonly usage: number;
  /** What the device calls itself, if it does. */
  readonly name: string | undefined;
}

/** Neither Windows nor macOS tells of changes by way of the library. */
const POLL_MS = 1_000;

const NAMELESS = 'Security key';

/**
 * HID devices as Windows and macOS show them: by the HID library's list alone. Both name the usage of
 * a device to everybody, also where they let nobody but an administrator open it, as Windows does.
 * @param list asks the library
 */
export function listedHidSystem(list: () => Promise<readonly HidListing[]>): HidSystem {
  return {
    async list() {
      const listings = await list().catch(() => []);
      return listings
        .filter(({ usagePage, usage }) => usagePage === FIDO_PAGE && usage === FIDO_USAGE)
        .map(entryOf);
    },
    watch(onHint) {
      const poll = setInterval(onHint, POLL_MS);
      return () => clearInterval(poll);
    },
    whyDenied: async () => 'device-restricted',
    // No system but Linux shows who has a device open.
    usersOf: async () => [],
  };
}

function entryOf({ path, name }: HidListing): HidEntry {
  return {
    path,
    // Of a system's path, one part counts insertions or names the port.
    insertion: path,
    name: name?.trim() || NAMELESS,
    // Only opening it tells.
    accessible: true,
    // The library tells no lengths; all FIDO keys have those of a full-speed packet (CTAP 2.1 §11.2.8.1).
    inputBytes: REPORT_BYTES.max,
    outputBytes: REPORT_BYTES.max,
  };
}
