import { chmod, rename, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';

export interface ReportSocketOptions {
  readonly path: string;
  /** Lengths of the reports to the platform and from it, without IDs. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** One report from a program, without its ID. */
  readonly onReport: (report: Uint8Array) => void;
}

/** A device node as hidraw-shim.c opens it: every program that has it open gets every report. */
export class ReportSocket {
  readonly #options: ReportSocketOptions;
  readonly #openers = new Set<Socket>();
  #server: Server | null = null;

  constructor(options: ReportSocketOptions) {
    this.#options = options;
  }

  /** How many programs, or parts of one, have it open. */
  get openers(): number {
    return this.#openers.size;
  }

  /** @param mode permissions; 0 for a node that nobody may use */
  async listen(mode: number): Promise<void> {
    const { path } = this.#options;
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    // A node is there all at once: one that is not listened on yet would look like a dead device.
    const unborn = join(dirname(path), `new-${basename(path)}`);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(unborn, resolve);
    });
    await chmod(unborn, mode);
    await rename(unborn, path);
  }

  /** Sends one report to all. */
  send(report: Uint8Array): void {
    for (const socket of this.#openers) socket.write(report);
  }

  /** The node is gone, and all who had it open learn so. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#openers) socket.destroy();
    await rm(this.#options.path, { force: true });
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #welcome(socket: Socket): void {
    const { inputBytes, outputBytes, onReport } = this.#options;
    this.#openers.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#openers.delete(socket));
    socket.write(Uint8Array.of(inputBytes, outputBytes));
    const recordBytes = 1 + outputBytes;
    let received = Buffer.alloc(0);
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      while (received.length >= recordBytes) {
        const record = received.subarray(1, recordBytes);
        received = received.subarray(recordBytes);
        onReport(record);
      }
    });
  }
}
