import type { HidHandle, HidLibrary } from './hid-library.ts';

let underWay = 0;

/** How many devices are not let go yet, although nobody waits for that. */
export function hidClosesUnderWay(): number {
  return underWay;
}

/**
 * A library whose `close()` does not wait: hidapi's reader looks up only every 50 ms, and a person who
 * has cancelled, or whose command is done, would wait for that. For systems on which a device can be
 * opened anew before the old handle is gone, as on Linux.
 */
export function lettingGoBehind(library: HidLibrary): HidLibrary {
  return {
    async open(path, listener) {
      const handle = await library.open(path, listener);
      return { write: (report) => handle.write(report), close: () => letGo(handle) };
    },
  };
}

/** Whoever lets a device go can do nothing about its not going. */
async function letGo(handle: HidHandle): Promise<void> {
  underWay += 1;
  void handle
    .close()
    .catch(() => undefined)
    .finally(() => {
      underWay -= 1;
    });
}
