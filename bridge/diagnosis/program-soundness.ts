import { join } from 'node:path';
import { beginningOf, isFilled, isRunnable, isThere, textOf } from './system-files.ts';

/** How programs for Linux begin (ELF, gABI chapter 4). */
const ELF = [0x7f, 0x45, 0x4c, 0x46];
/** The kernel reads no more of a script's first line than this, in bytes. */
const FIRST_LINE = 256;

/**
 * Whether what a browser starts can start at all: a script's interpreter is there, and so are the
 * program that our own launcher hands over to, which may be run, and its file, which is not empty. Never rejects.
 * @param path absolute, with the root that the machine's own paths are below
 */
export async function isSound(path: string, root: string): Promise<boolean> {
  const beginning = await beginningOf(path, FIRST_LINE);
  // What we may not read we know nothing of.
  if (beginning === null) return true;
  if (beginning.length === 0 || isJunk(beginning)) return false;
  const text = (await textOf(path)) ?? '';
  const interpreter = /^#! *(\/[^\s]+)/.exec(text.slice(0, FIRST_LINE))?.[1];
  if (interpreter === undefined) return true;
  const parts = /^exec '([^']+)' [^']*'([^']+)' "\$@"$/m.exec(text)?.slice(1) ?? [];
  const [program, ...files] = parts.map((part) => join(root, part));
  const needed = [
    isThere(join(root, interpreter)),
    ...(program === undefined ? [] : [isRunnable(program)]),
    ...files.map(isFilled),
  ];
  return !(await Promise.all(needed)).includes(false);
}

/** Neither text nor a program of this kind of system: a part of a file, as a full disk leaves it. */
function isJunk(beginning: Uint8Array): boolean {
  const isProgram = ELF.every((byte, at) => beginning[at] === byte);
  return beginning.includes(0) && !isProgram;
}
