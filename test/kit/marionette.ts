import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';

/** How long a Firefox may take to say where it listens, in milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;
const COLON = 0x3a;

type Settle = (reply: { readonly error: unknown; readonly value: unknown }) => void;

/**
 * Firefox's own remote protocol, for what Puppeteer cannot ask it: lists of four, as JSON, each after
 * its length in bytes and a colon. Only where it was started with `--marionette` and the port 0.
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Settle>();
  #rest: Uint8Array = new Uint8Array();
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('close', () => this.#endAll());
    socket.on('error', () => this.#endAll());
  }

  /** @param profile folder, where Firefox writes its port. @throws Error when it does not */
  static async to(profile: string): Promise<Marionette> {
    const socket = connect(await portOf(profile), '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return new Marionette(socket);
  }

  /** @throws Error with what Firefox says is wrong */
  async ask(command: string, parameters: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const text = JSON.stringify([0, id, command, parameters]);
    const { error, value } = await new Promise<Parameters<Settle>[0]>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
    if (error !== null) throw new Error(`${command}: ${JSON.stringify(error)}`);
    return value;
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(bytes: Uint8Array): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const colon = this.#rest.indexOf(COLON);
      if (colon < 0) return;
      const end = colon + 1 + Number(Buffer.from(this.#rest.subarray(0, colon)).toString());
      if (this.#rest.length < end) return;
      const message: unknown = JSON.parse(
        Buffer.from(this.#rest.subarray(colon + 1, end)).toString(),
      );
      this.#rest = this.#rest.subarray(end);
      // What is no list is its greeting.
      if (!Array.isArray(message)) continue;
      const [, id, error, value] = message;
      this.#waiting.get(id)?.({ error, value });
      this.#waiting.delete(id);
    }
  }

  #endAll(): void {
    for (const settle of this.#waiting.values()) settle({ error: 'closed', value: null });
    this.#waiting.clear();
  }
}

async function portOf(profile: string): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const text = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (Number(text) > 0) return Number(text);
    if (performance.now() > end) throw new Error('Firefox does not say where it listens');
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
