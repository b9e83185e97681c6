import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;

/**
 * Gives a folder and all in it the modes of a system's own files: everybody may read and nobody but
 * the owner write, whatever the umask was. What its owner may run, everybody may.
 */
export async function openToEverybody(folder: string): Promise<void> {
  await chmod(folder, FOLDER_MODE);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToEverybody(path);
    else await chmod(path, (await lstat(path)).mode & 0o100 ? FOLDER_MODE : FILE_MODE);
  }
}

/** Whether a folder and all in it have such modes and belong to one owner. @param owner user id */
export async function isOpenToEverybody(folder: string, owner: number): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  const facts = await Promise.all(paths.map((path) => lstat(path)));
  return facts.every((entry) => {
    const mode = entry.mode & 0o777;
    if (entry.uid !== owner) return false;
    if (entry.isDirectory()) return mode === FOLDER_MODE;
    return entry.isFile() && (mode === FILE_MODE || mode === FOLDER_MODE);
  });
}
