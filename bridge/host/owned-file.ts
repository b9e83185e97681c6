import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

const MAX_BYTES = 64 * 1024;
const WRITABLE_BY_OTHERS = constants.S_IWGRP | constants.S_IWOTH;

/**
 * Reads a file that only its owner can have written: a plain file in a folder, both owned by
 * `owner` and closed to writing by anybody else.
 * @param owner user id
 * @returns at most 64 KiB of text; `null` when there is no such file
 * @throws WardkeyError `policy-untrusted` when somebody else could have written it; the system's
 *   error when it cannot be read
 */
export function readOwnedFile(path: string, owner: number): string | null {
  const file = openWithoutFollowing(path);
  if (file === null) {
    return null;
  }
  try {
    const facts = fstatSync(file);
    const folder = lstatSync(dirname(path));
    if (!facts.isFile() || !folder.isDirectory() || facts.size > MAX_BYTES) {
      throw new Error('not a small plain file in a folder');
    }
    if ([facts, folder].some(({ uid, mode }) => uid !== owner || mode & WRITABLE_BY_OTHERS)) {
      throw new WardkeyError('policy-untrusted', { facts: { path } });
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function openWithoutFollowing(path: string): number | null {
  try {
    // Non-blocking, since a named pipe in the file's place would otherwise hold the bridge up.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      return null;
    }
    throw thrown;
  }
}
