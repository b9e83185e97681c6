import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { residentMegabytes } from '../../rig/resident-memory.ts';
import type { BenchDevice } from '../device/bench-device.ts';
import { SessionLine } from './session-line.ts';

const TIME_OUT_MS = 20_000;

/** A program that keeps the key open and does what each line of its input says. */
export class Session {
  readonly name: string;
  readonly device: BenchDevice;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #trouble = '';

  private constructor(name: string, device: BenchDevice, child: ChildProcessWithoutNullStreams) {
    this.name = name;
    this.device = device;
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (chunk: Buffer) => {
      this.#trouble += chunk.toString();
    });
    child.stdin.on('error', () => {});
  }

  /** Starts it where the device is to be seen. @throws Error when it does not come up */
  static async start(
    name: string,
    device: BenchDevice,
    command: readonly string[],
  ): Promise<Session> {
    const [program, ...args] = device.wrap(command);
    const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C.UTF-8', ...device.env };
    const session = new Session(name, device, spawn(program, args, { env }));
    await session.#next();
    return session;
  }

  /** What it has in memory, in megabytes of 2^20 bytes. */
  get megabytes(): number {
    return residentMegabytes(this.#child.pid ?? 0);
  }

  /** Sends one line and waits for the answer. @throws Error when the program has ended, or is mute */
  ask(line: string): Promise<SessionLine> {
    this.tell(line);
    return this.#next();
  }

  /** Sends one line that has no answer of its own. */
  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 1_000);
    await ended;
    clearTimeout(timer);
  }

  async #next(): Promise<SessionLine> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), TIME_OUT_MS);
    const { value, done } = await this.#lines.next();
    clearTimeout(timer);
    if (done === true) throw new Error(`${this.name} has ended: ${this.#trouble.trim()}`);
    return v.parse(SessionLine, JSON.parse(value));
  }
}
