import { execFile } from 'node:child_process';
import { mkdir, rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCE = fileURLToPath(new URL('hidraw-shim.c', import.meta.url));
const CACHE = new URL('../../../node_modules/.cache/wardkey-hid-device/', import.meta.url);

/** Where {@link buildShim} puts the library, for LD_PRELOAD. */
export const SHIM = fileURLToPath(new URL('hidraw-shim.so', CACHE));

/**
 * Compiles hidraw-shim.c with gcc, unless that was done since it was last changed.
 * @throws Error when gcc is not installed, with what the compiler said
 */
export async function buildShim(): Promise<void> {
  const [source, built] = await Promise.all([stat(SOURCE), stat(SHIM).catch(() => null)]);
  if (built !== null && built.mtimeMs > source.mtimeMs) return;
  await mkdir(CACHE, { recursive: true });
  // Moved into place when whole, since another run may be compiling the same file.
  const unfinished = `${SHIM}.${process.pid}`;
  const flags = ['-Wall', '-Wextra', '-Werror', '-O2', '-shared', '-fPIC'];
  await promisify(execFile)('gcc', [...flags, '-o', unfinished, SOURCE]);
  await rename(unfinished, SHIM);
}
