import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { frame } from '../../bridge/host/frame.ts';
import { CHROMIUM_EXTENSION_IDS } from '../../bridge/install/extension-ids.ts';

export const OUR_ORIGIN = `chrome-extension://${CHROMIUM_EXTENSION_IDS[0]}/`;

export const HELLO = {
  jsonrpc: '2.0',
  id: 'hello',
  method: 'hello',
  params: { protocol: { min: 1, max: 1 }, extension: { version: '0.1.0', edition: 'full' } },
};

/** A socket that nobody listens on: a reader of this machine has no part in the test. */
const NO_READERS = { PATH: '', PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' };

/** A host as a browser starts it, with a script in the browser's place. */
export class HostProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #closed: Promise<unknown>;
  #output = Buffer.alloc(0);
  #errors = '';

  constructor(
    [program, ...args]: readonly [string, ...string[]],
    env: NodeJS.ProcessEnv = NO_READERS,
  ) {
    this.#child = spawn(program, args, { env });
    this.#ended = once(this.#child, 'exit');
    this.#closed = once(this.#child, 'close');
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#output = Buffer.concat([this.#output, chunk]);
    });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString('utf8');
    });
    // A host that has gone no longer reads: the tests look at what it answered before.
    this.#child.stdin.on('error', () => {});
  }

  get errors(): string {
    return this.#errors;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  send(message: unknown): void {
    this.write(frame(message) ?? Buffer.alloc(0));
  }

  write(bytes: Uint8Array): void {
    this.#child.stdin.write(bytes);
  }

  /** The next whole message. */
  async receive(): Promise<unknown> {
    for (;;) {
      const length = this.#output.length >= 4 ? this.#output.readUInt32LE() : Infinity;
      if (this.#output.length >= 4 + length) {
        const text = this.#output.subarray(4, 4 + length).toString('utf8');
        this.#output = this.#output.subarray(4 + length);
        return JSON.parse(text);
      }
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`the host has ended: ${this.#errors}`);
      }
      await Promise.race([once(this.#child.stdout, 'data'), this.#ended]);
    }
  }

  /** The next message that answers a request. */
  async answer(): Promise<unknown> {
    for (;;) {
      const message = await this.receive();
      if (typeof message === 'object' && message !== null && 'id' in message) {
        return message;
      }
    }
  }

  /** Closes the host's input, as a browser does. @returns what {@link gone} tells */
  end(): Promise<NodeJS.Signals | null> {
    this.#child.stdin.end();
    return this.gone();
  }

  /** Goes away from the host's log, as a terminal does that is closed. */
  leaveErrors(): void {
    this.#child.stderr.destroy();
  }

  /** Asks the host to end. @returns what {@link gone} tells */
  stopBy(signal: NodeJS.Signals): Promise<NodeJS.Signals | null> {
    this.#child.kill(signal);
    return this.gone();
  }

  /** Waits until the host has gone and all that it wrote is read. @returns the signal that ended it */
  async gone(): Promise<NodeJS.Signals | null> {
    await this.#closed;
    return this.#child.signalCode;
  }

  /** Bytes on stdout that no message was made of. */
  get leftOver(): number {
    return this.#output.length;
  }
}
