import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inheritedEnvironment } from '../../kit/inherited-environment.ts';
import { buildNativeFiles, type NativeFiles } from './build.ts';
import { type ReaderFeatures, VirtualReader } from './virtual-reader.ts';

const run = promisify(execFile);

/** A reader to be attached: its name alone, or with what its firmware can do. */
export type ReaderSpec =
  | string
  | {
      readonly name: string;
      readonly features?: ReaderFeatures;
      readonly answerTimeoutMs?: number;
    };

export interface PrivatePcscdOptions {
  /** At most 16, in the order in which pcscd shall number them. */
  readonly readers: readonly ReaderSpec[];
  /** More arguments for pcscd, such as `--auto-exit`. */
  readonly args?: readonly string[];
}

const READY_MS = 5_000;
const STOP_MS = 2_000;

/**
 * A pcscd of the test's own, with virtual readers, on a socket of its own. It never touches the
 * machine's pcscd, its socket or its readers, and ends with the process that started it.
 */
export class PrivatePcscd {
  readonly readers: readonly VirtualReader[];
  /** What clients need in their environment before their first PC/SC call. */
  readonly env: Readonly<{ PCSCLITE_CSOCK_NAME: string }>;
  readonly #folder: string;
  readonly #files: NativeFiles;
  readonly #wrapper: readonly string[];
  readonly #args: readonly string[];
  #daemon: ChildProcess | null = null;
  /** The last of what was asked for: one thing is done after another. */
  #last: Promise<void> = Promise.resolve();
  #log = '';

  private constructor(
    folder: string,
    files: NativeFiles,
    wrapper: readonly string[],
    options: PrivatePcscdOptions,
  ) {
    this.#folder = folder;
    this.#files = files;
    this.#wrapper = wrapper;
    this.#args = options.args ?? [];
    this.env = { PCSCLITE_CSOCK_NAME: join(folder, 'pcscd.sock') };
    this.readers = options.readers.map((spec, index) => {
      const reader = typeof spec === 'string' ? { name: spec } : spec;
      return new VirtualReader({ ...reader, socketPath: join(folder, `reader-${index}.sock`) });
    });
  }

  /**
   * Starts pcscd and waits until it has taken its readers.
   * @throws Error when pcscd, gcc or libpcsclite-dev is missing, or pcscd does not come up
   */
  static async start(options: PrivatePcscdOptions): Promise<PrivatePcscd> {
    const [files, wrapper] = await Promise.all([buildNativeFiles(), findWrapper()]);
    const folder = await mkdtemp(join(tmpdir(), 'wardkey-pcscd-'));
    const pcscd = new PrivatePcscd(folder, files, wrapper, options);
    try {
      await pcscd.#prepare();
      await pcscd.resume();
    } catch (error) {
      await pcscd.stop();
      throw error;
    }
    return pcscd;
  }

  /** What pcscd printed so far. */
  get log(): string {
    return this.#log;
  }

  /** Kills pcscd as a crash would; the readers stay. */
  kill(): Promise<void> {
    return this.#inTurn(() => this.#end('SIGKILL'));
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = null;
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
    daemon.kill(signal);
    const timer = setTimeout(() => daemon.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
    await rm(this.env.PCSCLITE_CSOCK_NAME, { force: true });
  }

  /** Starts pcscd again after {@link kill}. */
  resume(): Promise<void> {
    return this.#inTurn(() => this.#begin());
  }

  async #begin(): Promise<void> {
    if (this.#daemon) return;
    const [program = '', ...args] = [
      ...this.#wrapper,
      this.#files.launcher,
      this.env.PCSCLITE_CSOCK_NAME,
      'pcscd',
      '--foreground',
      '-c',
      join(this.#folder, 'reader.conf'),
      ...this.#args,
    ];
    const daemon = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inheritedEnvironment(),
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin:/usr/bin`,
        ...(this.#wrapper.length > 0 ? { WARDKEY_OWN_RUN: '1' } : {}),
      },
    });
    this.#daemon = daemon;
    const listen = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString()).slice(-65_536);
    };
    daemon.stdout.on('data', listen);
    daemon.stderr.on('data', listen);
    await this.#ready(daemon);
  }

  /** Kills pcscd and starts it again: every client loses its context. */
  async restart(): Promise<void> {
    await this.kill();
    await this.resume();
  }

  /** Ends pcscd and the readers, and clears away their files. A second call does nothing. */
  async stop(): Promise<void> {
    await this.#inTurn(() => this.#end('SIGTERM'));
    await Promise.all(this.readers.map((reader) => reader.unplug()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #prepare(): Promise<void> {
    const lines = this.readers.map(
      (reader, index) =>
        `FRIENDLYNAME "${reader.name}"\n` +
        `DEVICENAME /dev/null:${reader.socketPath}\n` +
        `LIBPATH ${this.#files.handler}\n` +
        `CHANNELID ${index}\n`,
    );
    await writeFile(join(this.#folder, 'reader.conf'), lines.join('\n'));
    await Promise.all(this.readers.map((reader) => reader.plug()));
  }

  async #ready(daemon: ChildProcess): Promise<void> {
    const end = performance.now() + READY_MS;
    while (performance.now() < end) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) break;
      if (await answers(this.env.PCSCLITE_CSOCK_NAME)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`pcscd did not come up:\n${this.#log}`);
  }
}

/** How to get a mount namespace here: as root, or as a plain user by a user namespace. */
async function findWrapper(): Promise<readonly string[]> {
  for (const flags of process.getuid?.() === 0 ? ['-m', '-Urm'] : ['-Urm']) {
    const works = await run('unshare', [flags, 'true']).then(
      () => true,
      () => false,
    );
    if (works) return ['unshare', flags];
  }
  if (process.getuid?.() === 0) {
    throw new Error('A private pcscd as root needs the right to make a mount namespace (unshare).');
  }
  return [];
}

async function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
