import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What Debian's start script for Chromium calls. */
const TOOLS = ['cut', 'expr', 'find', 'findmnt', 'grep', 'ls', 'rm', 'sed', 'tr', 'uname'];

/**
 * Makes a folder to be the whole PATH of a browser: as on a desktop where nobody installed Node,
 * so that an installed bridge shows that it needs none.
 * @returns the folder
 */
export async function toolsFolder(home: string): Promise<string> {
  const folder = join(home, 'tools');
  await mkdir(folder);
  await Promise.all(TOOLS.map((tool) => symlink(`/usr/bin/${tool}`, join(folder, tool))));
  return folder;
}
