import { createServer, type Server, type Socket } from 'node:net';
import type { VirtualCard } from '../card.ts';
import { CommandStream, type ReaderAnswer, type ReaderCommand } from './command-stream.ts';
import { IFD, OPERATION, POWER } from './ifd-codes.ts';

/** Answers SCardControl and SCardGetAttrib in the place of a reader's firmware. */
export interface ReaderFeatures {
  /** @returns what the reader answers, or `null` for a control code that it does not know */
  control?(code: number, data: Uint8Array): Promise<Uint8Array | null>;
  /** @returns the attribute, or `null` for one that it does not have */
  attribute?(tag: number): Uint8Array | null;
}

export interface VirtualReaderOptions {
  /** As in reader.conf; pcscd adds " 00 00" and the like. */
  readonly name: string;
  /** Socket to listen on; at most 107 bytes. */
  readonly socketPath: string;
  readonly features?: ReaderFeatures;
  /**
   * After how long the reader gives up waiting for a card, in milliseconds. Real drivers have such
   * a limit; without one, a mute card holds the reader for as long as it is in it.
   */
  readonly answerTimeoutMs?: number;
}

/** A card reader that pcscd sees through ifd-handler.c; cards are put in and taken out by tests. */
export class VirtualReader {
  readonly name: string;
  readonly socketPath: string;
  readonly #features: ReaderFeatures;
  readonly #answerTimeoutMs: number | undefined;
  readonly #events = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #card: VirtualCard | null = null;
  #inserted = new AbortController();
  #powered = false;

  constructor(options: VirtualReaderOptions) {
    this.name = options.name;
    this.socketPath = options.socketPath;
    this.#features = options.features ?? {};
    this.#answerTimeoutMs = options.answerTimeoutMs;
  }

  get card(): VirtualCard | null {
    return this.#card;
  }

  /** Plugs the reader in: pcscd's driver connects. */
  async plug(): Promise<void> {
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.socketPath, resolve);
    });
  }

  /** Pulls the reader's plug, with the card in it: pcscd then calls the reader unavailable. */
  async unplug(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#inserted.abort(new Error('the reader was unplugged'));
    this.#inserted = new AbortController();
    this.#loseCurrent();
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Puts a card in; the one that was in it is pulled. */
  insert(card: VirtualCard): void {
    if (this.#card) this.remove();
    this.#card = card;
    this.#inserted = new AbortController();
    this.#tell(1);
  }

  /** Pulls the card, also in the middle of a command. */
  remove(): void {
    this.#inserted.abort(new Error('the card was pulled'));
    this.#loseCurrent();
    this.#card = null;
    this.#tell(0);
  }

  /** A card without current forgets what it was at, between two commands as well as in one. */
  #loseCurrent(): void {
    this.#powered = false;
    this.#card?.reset();
  }

  #tell(present: 0 | 1): void {
    for (const socket of this.#events) socket.write(Uint8Array.of(present));
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#events.delete(socket);
    });
    socket.once('data', (first: Buffer) => {
      if (first[0] === 0x45) {
        this.#events.add(socket);
        socket.write(Uint8Array.of(this.#card ? 1 : 0));
      } else {
        const commands = new CommandStream(socket, (command) => this.#perform(command));
        commands.take(first.subarray(1));
      }
    });
  }

  async #perform(command: ReaderCommand): Promise<ReaderAnswer> {
    switch (command.operation) {
      case OPERATION.POWER:
        return this.#power(command.argument);
      case OPERATION.TRANSMIT:
        return this.#transmit(command.data);
      case OPERATION.CONTROL: {
        const data = (await this.#features.control?.(command.argument, command.data)) ?? null;
        return data ? { code: IFD.SUCCESS, data } : { code: IFD.NOT_SUPPORTED };
      }
      case OPERATION.ATTRIBUTE: {
        const data = this.#features.attribute?.(command.argument) ?? null;
        return data ? { code: IFD.SUCCESS, data } : { code: IFD.ERROR_TAG };
      }
      default:
        return { code: IFD.NOT_SUPPORTED };
    }
  }

  #power(action: number): ReaderAnswer {
    const card = this.#card;
    if (!card) return { code: IFD.ERROR_POWER_ACTION };
    // A card that is only now powered up has forgotten everything too.
    card.reset();
    this.#powered = action !== POWER.DOWN;
    return { code: IFD.SUCCESS, data: this.#powered ? card.atr : new Uint8Array() };
  }

  async #transmit(apdu: Uint8Array): Promise<ReaderAnswer> {
    const card = this.#card;
    if (!card || !this.#powered) return { code: IFD.ICC_NOT_PRESENT };
    const pulled = this.#inserted.signal;
    const ended = new AbortController();
    const quiet = new Promise<ReaderAnswer>((resolve) => {
      pulled.addEventListener('abort', () => resolve({ code: IFD.ICC_NOT_PRESENT }), {
        once: true,
        signal: ended.signal,
      });
      if (this.#answerTimeoutMs !== undefined) {
        const timer = setTimeout(
          () => resolve({ code: IFD.RESPONSE_TIMEOUT }),
          this.#answerTimeoutMs,
        );
        ended.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }
    });
    const answered = card.transmit(apdu, pulled).then(
      (data): ReaderAnswer => ({ code: IFD.SUCCESS, data }),
      (): ReaderAnswer => ({ code: IFD.COMMUNICATION_ERROR }),
    );
    const answer = await Promise.race([quiet, answered]);
    ended.abort();
    return pulled.aborted ? { code: IFD.ICC_NOT_PRESENT } : answer;
  }
}
