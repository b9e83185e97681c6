import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHROMIUM_EXTENSION_IDS, FIREFOX_ADDON_IDS } from '../../bridge/install/extension-ids.ts';
import { HOST_NAME } from '../../shared/rpc/limits.ts';

export interface NativeHost {
  /** The browser's user data folder. */
  readonly userData: string;
  /** Program and arguments; the browser's own arguments are added. */
  readonly command: readonly string[];
}

/**
 * Tells a Chromium which program the bridge is: a launcher, and the native messaging manifest that
 * names it.
 */
export function writeNativeHost({ userData, command }: NativeHost): Promise<void> {
  const origins = CHROMIUM_EXTENSION_IDS.map((id) => `chrome-extension://${id}/`);
  return writeManifest(hostsFolder(userData), command, { allowed_origins: origins });
}

/**
 * Tells a Firefox the same; it takes no manifest with a member that it does not know.
 * @param home the browser's HOME
 */
export function writeFirefoxNativeHost(home: string, command: readonly string[]): Promise<void> {
  return writeManifest(firefoxHostsFolder(home), command, {
    allowed_extensions: FIREFOX_ADDON_IDS,
  });
}

/** Where a Firefox looks for native messaging manifests. @param home the browser's HOME */
export function firefoxHostsFolder(home: string): string {
  return join(home, '.mozilla', 'native-messaging-hosts');
}

async function writeManifest(
  folder: string,
  command: readonly string[],
  callers: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = await writeLauncher(join(folder, 'bridge.sh'), command);
  const description = 'Wardkey bridge with a virtual key';
  const manifest = { name: HOST_NAME, description, type: 'stdio', path, ...callers };
  await writeFile(join(folder, `${HOST_NAME}.json`), JSON.stringify(manifest));
}

/** Where a Chromium with this user data folder looks for native messaging manifests. */
export function hostsFolder(userData: string): string {
  return join(userData, 'NativeMessagingHosts');
}

/** Writes a program that starts a command, with the arguments that it is given added. @returns path */
export async function writeLauncher(path: string, command: readonly string[]): Promise<string> {
  await writeFile(path, `#!/bin/sh\nexec ${command.map(quoted).join(' ')} "$@"\n`, {
    mode: 0o700,
  });
  return path;
}

/** A word for sh, whatever it contains. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
