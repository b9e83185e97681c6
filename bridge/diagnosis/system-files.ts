import { access, constants, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** What is asked of system files is small; more is not read into memory, in bytes. */
const MAX_BYTES = 256 * 1024;

/** The text of a file of the machine; `null` where there is none that can be read. Never rejects. */
export async function textOf(path: string): Promise<string | null> {
  try {
    // A pipe or a device in its place would have us wait, or never end.
    const seen = await stat(path);
    return !seen.isFile() || seen.size > MAX_BYTES ? null : await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

/** The first bytes of a file of the machine, however large; `null` for none that can be read. Never rejects. */
export async function beginningOf(path: string, length: number): Promise<Uint8Array | null> {
  if (!(await isFile(path))) return null;
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** The names in a folder of the machine, none where there is no such folder. Never rejects. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Whether there is such a file or folder. Never rejects. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether it, or a folder on the way to it, is shut to this person. Never rejects. */
export async function isShut(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => false,
    (thrown: unknown) => thrown instanceof Error && 'code' in thrown && thrown.code === 'EACCES',
  );
}

/** Whether there is such a file, and it is no folder. Never rejects. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (seen) => seen.isFile(),
    () => false,
  );
}

/** Whether there is such a file, and anything in it. Never rejects. */
export async function isFilled(path: string): Promise<boolean> {
  return stat(path).then(
    (seen) => seen.isFile() && seen.size > 0,
    () => false,
  );
}

/** Whether there is such a file that has anything in it, and somebody may run it. Never rejects. */
export async function isRunnable(path: string): Promise<boolean> {
  return stat(path).then(
    (seen) => seen.isFile() && seen.size > 0 && (seen.mode & 0o111) !== 0,
    () => false,
  );
}

/** The name of what a link leads to; `null` where it leads nowhere. Never rejects. */
export async function linkedName(path: string): Promise<string | null> {
  return realpath(path).then(basename, () => null);
}
