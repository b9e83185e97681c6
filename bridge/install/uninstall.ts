import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BROWSERS } from './browsers.ts';
import { requireLinux } from './linux-only.ts';
import { MANIFEST_FILE } from './native-manifest.ts';
import { refusalsExplained } from './refusals.ts';
import { inUserPlaces, type UserPlaces } from './user-places.ts';

export interface Removal {
  /** Absolute paths of what was there and is gone. */
  readonly removed: readonly string[];
}

/**
 * Takes away what `install` has put, manifests first, so that no browser starts a program that is
 * half gone. What is not there is no trouble.
 * @throws WardkeyError `install-unsupported-system`, `install-not-writable`
 */
export async function uninstall(places: UserPlaces, platform = process.platform): Promise<Removal> {
  requireLinux(platform);
  return refusalsExplained(async () => {
    const manifests = BROWSERS.map(({ linux }) =>
      join(inUserPlaces(places, linux.user), MANIFEST_FILE),
    );
    const removed = [...manifests, places.wardkey].filter((path) => existsSync(path));
    for (const path of removed) {
      await rm(path, { recursive: true, force: true });
      await removeEmptyFolders(dirname(path), [places.home, places.config]);
    }
    return { removed };
  });
}

/** Folders that `install` had to make are left empty; one that holds anything stays. */
async function removeEmptyFolders(folder: string, keep: readonly string[]): Promise<void> {
  if (keep.includes(folder) || dirname(folder) === folder) {
    return;
  }
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  await removeEmptyFolders(dirname(folder), keep);
}
