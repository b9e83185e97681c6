import { join } from 'node:path';
import { namesIn, textOf } from './system-files.ts';

/** The service itself, and what this program is called. */
const NOT_OTHERS: ReadonlySet<string> = new Set(['pcscd']);
const LIBRARY = 'libpcsclite';

/**
 * The names of the other programs that have the PC/SC library loaded: one of them holds a reader that
 * is held. Those of other people can be looked into by root only, and are left out. Never rejects.
 * @param root below which the kernel shows the processes
 */
export async function programsUsingCards(root: string): Promise<readonly string[]> {
  const proc = join(root, 'proc');
  const others = (await namesIn(proc)).filter(
    (name) => /^\d+$/.test(name) && name !== String(process.pid),
  );
  const found = await Promise.all(
    others.map(async (pid) => {
      const maps = await textOf(join(proc, pid, 'maps'));
      if (maps === null || !maps.includes(LIBRARY)) return [];
      if (await isOurs(join(proc, pid))) return [];
      const name = (await textOf(join(proc, pid, 'comm')))?.trim() ?? '';
      // One without a name has ended meanwhile, and holds nothing.
      return name === '' || NOT_OTHERS.has(name) ? [] : [name];
    }),
  );
  return [...new Set(found.flat())];
}

/** Whether this very program has started it, to ask a card's middleware. */
async function isOurs(folder: string): Promise<boolean> {
  const status = (await textOf(join(folder, 'status'))) ?? '';
  return /^PPid:\t(\d+)$/m.exec(status)?.[1] === String(process.pid);
}
