import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { writeLauncher } from './native-host.ts';

const IS_ROOT = process.getuid?.() === 0;

/** What a test's own machine may have for itself. */
export type OwnFolder = '/etc' | '/opt' | '/usr/lib/mozilla';

/**
 * A machine that an administrator looks after, which nothing else of the real one sees: what is
 * started on it runs in a mount namespace of its own, with other folders in the place of some: a copy
 * of /etc, and empty ones. Linux only.
 */
export class ManagedMachine {
  readonly #folder: string;
  readonly #own: readonly OwnFolder[];

  private constructor(folder: string, own: readonly OwnFolder[]) {
    this.#folder = folder;
    this.#own = own;
  }

  /** @param folder an existing folder of the test's own */
  static async make(folder: string, own: readonly OwnFolder[]): Promise<ManagedMachine> {
    for (const place of own) {
      await mkdir(join(folder, place), { recursive: true });
    }
    // What only root may read stays behind where the test is not root, and so do real policies.
    const copy =
      'cp -a /etc/. "$0" 2>/dev/null; cd "$0" && rm -rf chromium firefox wardkey udev/rules.d/*';
    if (own.includes('/etc')) {
      await promisify(execFile)('/bin/sh', ['-c', copy, join(folder, 'etc')]);
    }
    return new ManagedMachine(folder, own);
  }

  /** Where a path of the machine really is. @param path absolute, below a folder of its own */
  pathOf(path: string): string {
    return join(this.#folder, path);
  }

  /** Writes a file as an administrator does: for all to read and for its owner to write. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.pathOf(path)), { recursive: true, mode: 0o755 });
    await writeFile(this.pathOf(path), text, { mode: 0o644 });
  }

  /**
   * What starts a program on the machine.
   * @param name of the file that is to start it
   * @returns path of that file
   */
  starter(name: string, program: string, args: readonly string[] = []): Promise<string> {
    const mounts = this.#own.map((place) => `/usr/bin/mount --bind "$0${place}" ${place}`);
    return writeLauncher(join(this.#folder, name), [
      '/usr/bin/unshare',
      IS_ROOT ? '-m' : '-Urm',
      '/bin/sh',
      '-c',
      `${mounts.join(' && ')} && exec "$@"`,
      this.#folder,
      program,
      ...args,
    ]);
  }

  /** What starts a Chromium on the machine. @returns path of it */
  chromium(chromium: string): Promise<string> {
    // Who makes a user namespace is root in it, for whom the browser's own sandbox does not work.
    return this.starter('managed-chromium.sh', chromium, IS_ROOT ? [] : ['--no-sandbox']);
  }
}
