import { existsSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Watches for the PC/SC service.
 * @param onChange told when it may have come, or gone; any number of times
 * @returns what ends the watch; `null` where the system does not tell
 */
export type WatchService = (onChange: () => void) => (() => void) | null;

/** Where nothing tells of the service: it has to be tried again. */
export const unwatched: WatchService = () => null;

/**
 * pcscd, or systemd for it, makes a socket when it comes. Until then what is watched is the nearest
 * folder that is there.
 * @param socket absolute path
 */
export function watchSocket(socket: string): WatchService {
  return (onChange) => {
    let folder = dirname(socket);
    let awaited = basename(socket);
    while (!existsSync(folder)) {
      awaited = basename(folder);
      folder = dirname(folder);
    }
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || name === awaited) onChange();
      });
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    } catch {
      // The system's number of watches is limited.
      return null;
    }
  };
}
