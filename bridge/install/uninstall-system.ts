import { lstatSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireLinux } from './linux-only.ts';
import { MadeFolders } from './made-folders.ts';
import { isPlaced } from './place-program.ts';
import { refusalsExplained } from './refusals.ts';
import { systemLeftovers } from './system-leftovers.ts';
import { allSystemManifests } from './system-manifests.ts';
import { programFolder, type SystemPlaces, udevRuleFile } from './system-places.ts';
import { requireOwner } from './trusted-folder.ts';
import type { Removal } from './uninstall.ts';

/**
 * Takes away what {@link installSystem} has put, whole or half: manifests first, so that no browser
 * starts a program that is half gone. What an administrator added, the policy above all, stays.
 * @throws WardkeyError `install-unsupported-system`, `install-needs-root`, `install-not-writable`
 */
export async function uninstallSystem(
  places: SystemPlaces,
  platform = process.platform,
): Promise<Removal> {
  requireLinux(platform);
  requireOwner(places);
  return refusalsExplained(async () => {
    const single = [...allSystemManifests(places), udevRuleFile(places)];
    const leftovers = await systemLeftovers(places);
    const programs = await placedPrograms(programFolder(places));
    const removed = [...single, ...leftovers, ...programs].filter((path) =>
      lstatSync(path, { throwIfNoEntry: false }),
    );
    // A program that was just started still writes its compile cache.
    for (const path of removed) await rm(path, { recursive: true, maxRetries: 5 });
    return { removed: [...removed, ...(await new MadeFolders(places).remove())] };
  });
}

/** Absolute paths of what was placed; of a link to a folder that is elsewhere, nothing is ours. */
async function placedPrograms(folder: string): Promise<readonly string[]> {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return (await readdir(folder)).filter(isPlaced).map((name) => join(folder, name));
}
