import { join } from 'node:path';
import { isThere, textOf } from './system-files.ts';

/** The kernel reads no more of a script's first line than this, in bytes. */
const FIRST_LINE = 256;

/**
 * Whether what a browser starts can start at all: a script's interpreter is there, and so are the
 * program and the file that our own launcher hands over to. Never rejects.
 * @param path absolute, with the root that the machine's own paths are below
 */
export async function isSound(path: string, root: string): Promise<boolean> {
  const text = await textOf(path);
  // What is too large to be read is a program of its own.
  if (text === null) return true;
  if (text === '') return false;
  const interpreter = /^#! *(\/[^\s]+)/.exec(text.slice(0, FIRST_LINE))?.[1];
  if (interpreter === undefined) return true;
  const parts = /^exec '([^']+)' [^']*'([^']+)' "\$@"$/m.exec(text)?.slice(1) ?? [];
  const needed = [interpreter, ...parts].map((part) => isThere(join(root, part)));
  return !(await Promise.all(needed)).includes(false);
}
