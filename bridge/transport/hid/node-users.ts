import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The names of the programs that have a device node open, this one aside. Those of other people can
 * be looked into by root only, and are left out. Never rejects.
 * @param proc where the kernel shows the processes
 */
export async function usersOfNode(path: string, proc: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const pid of await readdir(proc).catch(() => [])) {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) continue;
    const folder = join(proc, pid);
    if (await hasOpen(folder, path)) {
      names.add((await readFile(join(folder, 'comm'), 'utf8').catch(() => pid)).trim());
    }
  }
  return [...names];
}

async function hasOpen(process: string, path: string): Promise<boolean> {
  const folder = join(process, 'fd');
  for (const descriptor of await readdir(folder).catch(() => [])) {
    const target = await readlink(join(folder, descriptor)).catch(() => null);
    if (target === path) return true;
  }
  return false;
}
