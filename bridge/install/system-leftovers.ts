import { allSystemManifests } from './system-manifests.ts';
import { madeFoldersFile, type SystemPlaces, udevRuleFile } from './system-places.ts';
import { leftBeside } from './write-atomically.ts';

/** Absolute paths of half-written files beside ours, from when something was broken off. */
export async function systemLeftovers(places: SystemPlaces): Promise<readonly string[]> {
  const files = [...allSystemManifests(places), udevRuleFile(places), madeFoldersFile(places)];
  return (await Promise.all(files.map(leftBeside))).flat();
}
