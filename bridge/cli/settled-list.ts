import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceList } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';

/** A transport tells what is attached as it finds it: this long without news, it has told all. */
const QUIET_MS = 400;
/** A device that has not answered by then is shown as it is. */
const MAX_MS = 6_000;

/**
 * Starts watching and waits until what is attached is known and has been read.
 * @throws what the signal is aborted with
 */
export async function settledList(keys: AttachedKeys, signal: AbortSignal): Promise<DeviceList> {
  const started = performance.now();
  let lastNews = started;
  const stopListening = keys.onChange(() => {
    lastNews = performance.now();
  });
  keys.start();
  try {
    while (performance.now() - started < MAX_MS) {
      await sleep(QUIET_MS / 8, undefined, { signal });
      if (performance.now() - lastNews > QUIET_MS && keys.list.devices.every(isRead)) {
        break;
      }
    }
  } finally {
    stopListening();
  }
  return keys.list;
}

function isRead({ key, problem }: DeviceList['devices'][number]): boolean {
  return key !== undefined || problem !== undefined;
}
