import { type FSWatcher, watch } from 'node:fs';
import type { HidSystem } from './hid-system.ts';
import type { LinuxPlaces } from './linux-places.ts';
import { usersOfNode } from './node-users.ts';
import { HIDRAW_NODE, listHidraw } from './sysfs-list.ts';
import { hasSeatRule } from './udev-record.ts';

/** For where watching fails: the system's number of watches is limited. */
const POLL_MS = 2_000;

/** HID devices as Linux shows them: hidraw, sysfs and udev. */
export function linuxHidSystem(places: LinuxPlaces): HidSystem {
  return {
    list: async () => listHidraw(places),
    watch: (onHint) => watchNodes(places.dev, onHint),
    async whyDenied(path) {
      return (await hasSeatRule(path, places.udev)) ? 'hid-no-seat' : 'hid-no-rule';
    },
    usersOf: (path) => usersOfNode(path, places.proc),
  };
}

/**
 * Nodes come, go, and change: their permissions are set a moment after they came. The kernel tells of
 * all that, so that nothing is looked at by the clock, but where it has no watch left.
 */
function watchNodes(dev: string, onHint: () => void): () => void {
  let poll: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const pollInstead = (): void => {
    watcher?.close();
    poll ??= setInterval(onHint, POLL_MS);
  };
  try {
    watcher = watch(dev, (_event, name) => {
      if (name === null || HIDRAW_NODE.test(name)) onHint();
    });
    watcher.on('error', pollInstead);
  } catch {
    pollInstead();
  }
  return () => {
    clearInterval(poll);
    watcher?.close();
  };
}
