import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const PASSING = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Puts a text into a file so that a reader finds the old one or the new one, never a part. A plain
 * file of ours that has the text and the mode already is left as it is.
 * @param mode permission bits of the file, whatever the umask
 * @returns whether anything was written
 */
export async function writeAtomically(path: string, text: string, mode: number): Promise<boolean> {
  if (isOurs(path, mode) && (await readFile(path, 'utf8')) === text) {
    return false;
  }
  const passing = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(passing, text, { mode, flush: true });
    await chmod(passing, mode);
    await rename(passing, path);
  } finally {
    await rm(passing, { force: true });
  }
  return true;
}

/** Absolute paths of what {@link writeAtomically} left beside a file when it was broken off. */
export async function leftBeside(path: string): Promise<readonly string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  const name = basename(path);
  return names
    .filter((other) => other.startsWith(name) && PASSING.test(other.slice(name.length)))
    .map((other) => join(dirname(path), other));
}

/** Whether it is a plain file that nobody else owns, with this mode: no link to one, for instance. */
function isOurs(path: string, mode: number): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return (
    facts?.isFile() === true && (facts.mode & 0o777) === mode && facts.uid === process.geteuid?.()
  );
}
