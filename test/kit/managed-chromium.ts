import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLauncher } from './native-host.ts';

/** Where Chromium looks for what an administrator has set; Debian's package makes the folder. */
const POLICY_FOLDER = '/etc/chromium';

const IS_ROOT = process.getuid?.() === 0;

/**
 * A Chromium with policies of an administrator, which no other browser of the machine sees: it runs
 * in a mount namespace of its own with another folder in the place of /etc/chromium. Linux only.
 * @param folder an existing folder of the test's own
 * @param policies by their names in Chromium's policy list
 * @returns path of the program to start
 */
export async function managedChromium(
  chromium: string,
  folder: string,
  policies: Readonly<Record<string, unknown>>,
): Promise<string> {
  const etc = join(folder, 'etc-chromium');
  const managed = join(etc, 'policies', 'managed');
  await mkdir(managed, { recursive: true });
  await writeFile(join(managed, 'policies.json'), JSON.stringify(policies));
  return writeLauncher(join(folder, 'managed-chromium.sh'), [
    '/usr/bin/unshare',
    IS_ROOT ? '-m' : '-Urm',
    '/bin/sh',
    '-c',
    `/usr/bin/mount --bind "$0" ${POLICY_FOLDER} && exec "$@"`,
    etc,
    chromium,
    // Who makes a user namespace is root in it, for whom the browser's own sandbox does not work.
    ...(IS_ROOT ? [] : ['--no-sandbox']),
  ]);
}
