import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BuiltProgram } from './built-program.ts';
import type { Installation, InstallOptions, RegisteredBrowser } from './install.ts';
import { requireLinux } from './linux-only.ts';
import { MadeFolders } from './made-folders.ts';
import { nativeManifest } from './native-manifest.ts';
import { placeProgram } from './place-program.ts';
import { refusalsExplained } from './refusals.ts';
import { systemLeftovers } from './system-leftovers.ts';
import { systemBrowsers, systemManifests } from './system-manifests.ts';
import { programFolder, type SystemPlaces, udevRuleFile } from './system-places.ts';
import { closeToOthers, requireOwner, requireTrusted } from './trusted-folder.ts';
import { udevRule } from './udev-rule.ts';
import { writeAtomically } from './write-atomically.ts';

export interface SystemInstallOptions extends InstallOptions {
  /** Group that USB security keys are opened to, where the system does not open them by itself. */
  readonly udevGroup?: string | undefined;
}

/**
 * Sets the bridge up for everybody on this machine: what is placed belongs to root and can be changed
 * by nobody else. A second time it mends what is missing or was changed, and changes nothing else.
 * @throws WardkeyError `install-unsupported-system`, `install-needs-root`, `install-unsafe-place`,
 *   `install-group-unknown`, `install-not-writable`
 */
export async function installSystem(
  built: BuiltProgram,
  places: SystemPlaces,
  { all, udevGroup, node = process.execPath, platform = process.platform }: SystemInstallOptions,
): Promise<Installation> {
  requireLinux(platform);
  requireOwner(places);
  const rule = udevGroup === undefined ? null : udevRule(udevGroup, places);
  return refusalsExplained(async () => {
    const folders = new MadeFolders(places);
    const put = async (path: string, text: string) => {
      await folders.make(dirname(path));
      requireTrusted(dirname(path), places);
      return writeAtomically(path, text, 0o644);
    };
    const folder = programFolder(places);
    await folders.make(folder);
    requireTrusted(dirname(folder), places);
    await closeToOthers(folder, places);
    const { launcher, changed } = await placeProgram(built, folder, { node, forEverybody: true });
    const browsers: RegisteredBrowser[] = [];
    let isNew = changed;
    for (const browser of systemBrowsers(places, { all })) {
      for (const manifest of systemManifests(places, browser)) {
        isNew = (await put(manifest, nativeManifest(browser.form, launcher))) || isNew;
        browsers.push({ name: browser.name, manifest });
      }
    }
    if (rule !== null) isNew = (await put(udevRuleFile(places), rule)) || isNew;
    for (const leftover of await systemLeftovers(places)) await rm(leftover, { force: true });
    return { program: launcher, browsers, changed: isNew };
  });
}
