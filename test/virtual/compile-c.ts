import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface CompileOptions {
  /** What is compiled, and then the headers that it includes. */
  readonly sources: readonly [URL, ...URL[]];
  /** Folder for what was compiled. */
  readonly cache: URL;
  /** Of the compiler; libraries go after the source. */
  readonly flags?: readonly string[];
  readonly libraries?: readonly string[];
  /** Of the file's name: `.so` for a library. */
  readonly ending?: string;
}

/**
 * Compiles one file of C, unless that was done since it was last changed.
 * @returns path of what came out
 * @throws Error when gcc or a header is not installed, with what the compiler said
 */
export async function compileC(options: CompileOptions): Promise<string> {
  const { cache, flags = [], libraries = [], ending = '' } = options;
  const paths = options.sources.map((source) => fileURLToPath(source));
  const [main = ''] = paths;
  const digest = createHash('sha256').update([...flags, ...libraries].join(' '));
  for (const path of paths) digest.update(await readFile(path));
  const stem = main.replace(/^.*\//, '').replace(/\.c$/, '');
  const name = `${stem}-${digest.digest('hex').slice(0, 16)}${ending}`;
  const target = fileURLToPath(new URL(name, cache));
  if (await exists(target)) return target;
  await mkdir(cache, { recursive: true });
  // Moved into place when whole, since another run may be compiling the same file.
  const unfinished = `${target}.${process.pid}.${performance.now()}`;
  const strict = ['-Wall', '-Wextra', '-Werror', '-O2'];
  const args = [...strict, ...flags, '-o', unfinished, main, ...libraries];
  await promisify(execFile)('gcc', args);
  await rename(unfinished, target);
  return target;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
