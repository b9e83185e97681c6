import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a text into a file so that a reader finds the old one or the new one, never a part. A file
 * that has the text already is left as it is.
 * @param mode permission bits of the file
 * @returns whether anything was written
 */
export async function writeAtomically(path: string, text: string, mode: number): Promise<boolean> {
  if ((await textOf(path)) === text) {
    return false;
  }
  const passing = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(passing, text, { mode, flush: true });
    await rename(passing, path);
  } finally {
    await rm(passing, { force: true });
  }
  return true;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
