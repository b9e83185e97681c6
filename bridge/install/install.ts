import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSERS } from './browsers.ts';
import type { BuiltProgram } from './built-program.ts';
import { requireLinux } from './linux-only.ts';
import { MANIFEST_FILE, nativeManifest } from './native-manifest.ts';
import { placeProgram } from './place-program.ts';
import { refusalsExplained } from './refusals.ts';
import { inUserPlaces, type UserPlaces } from './user-places.ts';
import { writeAtomically } from './write-atomically.ts';

/** A browser that knows the bridge now. */
export interface RegisteredBrowser {
  readonly name: string;
  /** Absolute path of the native messaging manifest. */
  readonly manifest: string;
}

export interface Installation {
  /** Absolute path of the program that the browsers start. */
  readonly program: string;
  readonly browsers: readonly RegisteredBrowser[];
  /** False when everything was in place already. */
  readonly changed: boolean;
}

export interface InstallOptions {
  /** Every browser of the table, as when there is none that the person has used. */
  readonly all: boolean;
  /** Absolute path of the Node.js to take along: the running one unless said otherwise. */
  readonly node?: string;
  readonly platform?: NodeJS.Platform;
}

/**
 * Sets the bridge up for one person: places the program and names it to the browsers. A second
 * time it mends what is missing and changes nothing else.
 * @throws WardkeyError `install-unsupported-system`, `install-not-writable`
 */
export async function install(
  built: BuiltProgram,
  places: UserPlaces,
  { all, node = process.execPath, platform = process.platform }: InstallOptions,
): Promise<Installation> {
  requireLinux(platform);
  return refusalsExplained(async () => {
    const { launcher, changed } = await placeProgram(built, places.wardkey, {
      node,
      forEverybody: false,
    });
    const used = BROWSERS.filter(({ linux }) => existsSync(inUserPlaces(places, linux.profile)));
    const browsers: RegisteredBrowser[] = [];
    let isNew = changed;
    for (const { name, form, linux } of all || used.length === 0 ? BROWSERS : used) {
      const manifest = join(inUserPlaces(places, linux.user), MANIFEST_FILE);
      isNew = (await writeAtomically(manifest, nativeManifest(form, launcher), 0o644)) || isNew;
      browsers.push({ name, manifest });
    }
    return { program: launcher, browsers, changed: isNew };
  });
}
