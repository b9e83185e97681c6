import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BROWSERS, type BrowserRow } from './browsers.ts';
import { MANIFEST_FILE } from './native-manifest.ts';
import type { SystemPlaces } from './system-places.ts';

/** The browsers that are installed for everybody; all of the table where there is none, or on wish. */
export function systemBrowsers(
  { root }: SystemPlaces,
  { all }: { readonly all: boolean },
): readonly BrowserRow[] {
  const there = BROWSERS.filter(({ linux }) =>
    linux.installed.some((path) => existsSync(join(root, path))),
  );
  return all || there.length === 0 ? BROWSERS : there;
}

/** Absolute paths of the manifests by which a browser on this machine finds the bridge. */
export function systemManifests({ root }: SystemPlaces, { linux }: BrowserRow): readonly string[] {
  const [first, ...others] = linux.system.map((folder) => join(root, folder));
  return [first ?? '', ...others.filter((folder) => existsSync(dirname(folder)))].map((folder) =>
    join(folder, MANIFEST_FILE),
  );
}

/** Absolute paths of all manifests that may ever have been written on this machine. */
export function allSystemManifests({ root }: SystemPlaces): readonly string[] {
  const folders = BROWSERS.flatMap(({ linux }) => linux.system);
  return [...new Set(folders)].map((folder) => join(root, folder, MANIFEST_FILE));
}
