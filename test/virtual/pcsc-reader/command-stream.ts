import type { Socket } from 'node:net';

/** One command of ifd-handler.c. */
export interface ReaderCommand {
  readonly operation: number;
  readonly argument: number;
  readonly data: Uint8Array;
}

/** IFD response code, and what came with it. */
export interface ReaderAnswer {
  readonly code: number;
  readonly data?: Uint8Array;
}

const HEAD_BYTES = 9;

/** Cuts what the driver sends into commands, performs one after another, and writes the answers. */
export class CommandStream {
  readonly #socket: Socket;
  readonly #perform: (command: ReaderCommand) => Promise<ReaderAnswer>;
  #received: Buffer = Buffer.alloc(0);
  #busy = false;

  constructor(socket: Socket, perform: (command: ReaderCommand) => Promise<ReaderAnswer>) {
    this.#socket = socket;
    this.#perform = perform;
    socket.on('data', (chunk: Buffer) => this.take(chunk));
  }

  /** Takes bytes as they come, cut anywhere. */
  take(chunk: Uint8Array): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let command = this.#next(); command; command = this.#next()) {
      const { code, data = new Uint8Array() } = await this.#perform(command);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(code, 0);
      head.writeUInt32BE(data.length, 4);
      if (this.#socket.writable) this.#socket.write(Buffer.concat([head, data]));
    }
    this.#busy = false;
  }

  #next(): ReaderCommand | null {
    const received = this.#received;
    if (received.length < HEAD_BYTES) return null;
    const end = HEAD_BYTES + received.readUInt32BE(5);
    if (received.length < end) return null;
    this.#received = received.subarray(end);
    return {
      operation: received.readUInt8(0),
      argument: received.readUInt32BE(1),
      data: Uint8Array.from(received.subarray(HEAD_BYTES, end)),
    };
  }
}
