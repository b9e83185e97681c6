import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { writeLauncher } from './native-host.ts';

const IS_ROOT = process.getuid?.() === 0;

/** What an administrator has set on the machine. */
export interface Administration {
  /** Policies by their names in Chromium's policy list. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** The bridge's own policy: the members of Wardkey's settings. */
  readonly bridgePolicy?: Readonly<Record<string, unknown>>;
}

/** Where Chromium and the bridge look for it, below /etc. */
const PLACES = {
  policies: 'chromium/policies/managed/policies.json',
  bridgePolicy: 'wardkey/policy.json',
} as const;

/**
 * A Chromium on a machine that an administrator looks after, which nothing else of the machine
 * sees: the browser and the bridge that it starts run in a mount namespace of their own, with a copy
 * of /etc in its place. Linux only.
 * @param folder an existing folder of the test's own
 * @returns path of the program to start
 */
export async function managedChromium(
  chromium: string,
  folder: string,
  administration: Administration,
): Promise<string> {
  const etc = join(folder, 'etc');
  await mkdir(etc);
  // What only root may read stays behind where the test is not root, and so does a real policy.
  const copy = 'cp -a /etc/. "$0" 2>/dev/null; rm -rf "$0/chromium" "$0/wardkey"';
  await promisify(execFile)('/bin/sh', ['-c', copy, etc]);
  for (const name of ['policies', 'bridgePolicy'] as const) {
    if (administration[name]) await writePolicy(join(etc, PLACES[name]), administration[name]);
  }
  return writeLauncher(join(folder, 'managed-chromium.sh'), [
    '/usr/bin/unshare',
    IS_ROOT ? '-m' : '-Urm',
    '/bin/sh',
    '-c',
    `/usr/bin/mount --bind "$0" /etc && exec "$@"`,
    etc,
    chromium,
    // Who makes a user namespace is root in it, for whom the browser's own sandbox does not work.
    ...(IS_ROOT ? [] : ['--no-sandbox']),
  ]);
}

/** The bridge takes a policy only that nobody but its owner can have written. */
async function writePolicy(path: string, policy: object): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await writeFile(path, JSON.stringify(policy), { mode: 0o644 });
}
