import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSERS, type BrowserRow } from '../install/browsers.ts';
import { inUserPlaces, userPlaces } from '../install/user-places.ts';

/** The manifest of the Web eID project's own native program. */
const MANIFEST_FILE = 'eu.webeid.json';

/**
 * Whether the Web eID project's own program is set up for a browser of a kind. On Windows, where
 * manifests are named in the registry, nobody looks: there the extension sees by itself whether
 * another one answers.
 */
export function hasOtherWebEid(
  form: BrowserRow['form'],
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  const places = userPlaces(environment);
  const folders = BROWSERS.filter((row) => row.form === form).flatMap(({ linux, darwin }) => {
    if (platform === 'linux') return [inUserPlaces(places, linux.user), ...linux.system];
    if (platform !== 'darwin') return [];
    return [...darwin.user.map((folder) => join(places.home, folder)), ...darwin.system];
  });
  return folders.some((folder) => existsSync(join(folder, MANIFEST_FILE)));
}
