import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = new URL('./', import.meta.url);
const CACHE = new URL('../../../node_modules/.cache/wardkey-pcsc-reader/', import.meta.url);

/** The two native files that a private pcscd needs, as absolute paths. */
export interface NativeFiles {
  readonly handler: string;
  readonly launcher: string;
}

/**
 * Compiles the driver and the launcher with gcc, once for each state of their sources.
 * @throws Error when gcc or libpcsclite-dev is not installed, with what the compiler said
 */
export async function buildNativeFiles(): Promise<NativeFiles> {
  await mkdir(CACHE, { recursive: true });
  const [handler, launcher] = await Promise.all([
    compile(['ifd-handler.c', 'ifd-socket.h'], ['-shared', '-fPIC', '-I/usr/include/PCSC'], '.so'),
    compile(['pcscd-launcher.c'], [], ''),
  ]);
  return { handler, launcher };
}

/** @param sources what is compiled, and then the headers that it includes */
async function compile(
  sources: readonly [string, ...string[]],
  flags: readonly string[],
  ending: string,
): Promise<string> {
  const paths = sources.map((source) => fileURLToPath(new URL(source, HERE)));
  const digest = createHash('sha256').update(flags.join(' '));
  for (const path of paths) digest.update(await readFile(path));
  const name = `${sources[0].replace(/\.c$/, '')}-${digest.digest('hex').slice(0, 16)}${ending}`;
  const target = fileURLToPath(new URL(name, CACHE));
  if (await exists(target)) return target;
  // Moved into place when whole, since another run may be compiling the same file.
  const unfinished = `${target}.${process.pid}.${performance.now()}`;
  await run('gcc', [
    '-Wall',
    '-Wextra',
    '-Werror',
    '-O2',
    ...flags,
    '-o',
    unfinished,
    paths[0] ?? '',
  ]);
  await rename(unfinished, target);
  return target;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
