import { connect, type Socket } from 'node:net';
import * as v from 'valibot';
import type {
  CtapChannel,
  CtapDevice,
  ExchangeOptions,
  Transport,
  TransportObserver,
} from '../../bridge/transport/transport.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { encodeFrame, FrameReader } from './remote/frames.ts';
import { RemoteReport, type RemoteRequest } from './remote/remote-message.ts';

interface OpenExchange {
  readonly device: string;
  readonly options: ExchangeOptions;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

/** A request, but for whom it is and what it is called. */
type Content =
  | Omit<RemoteRequest & { kind: 'exchange' }, 'exchange' | 'device'>
  | Omit<RemoteRequest & { kind: 'u2f' }, 'exchange' | 'device'>;

/** The virtual keys of another process, behind its `RemoteKeyServer`. */
export class RemoteTransport implements Transport {
  readonly name = 'remote-virtual';
  readonly #path: string;
  readonly #devices = new Set<string>();
  readonly #exchanges = new Map<number, OpenExchange>();
  #socket: Socket | undefined;
  #observer: TransportObserver | undefined;
  #count = 0;

  /** @param path the server's `path` */
  constructor(path: string) {
    this.#path = path;
  }

  start(observer: TransportObserver): void {
    this.#observer = observer;
    const socket = connect(this.#path);
    this.#socket = socket;
    const frames = new FrameReader();
    socket.on('data', (piece: Buffer) => {
      try {
        for (const frame of frames.push(piece)) this.#take(v.parse(RemoteReport, frame));
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#hungUp());
  }

  async stop(): Promise<void> {
    this.#observer = undefined;
    this.#socket?.destroy();
  }

  /** With the other process its keys are gone too. */
  #hungUp(): void {
    for (const device of this.#devices) this.#removed(device);
    this.#observer?.onProblem('internal');
  }

  #take(report: RemoteReport): void {
    switch (report.kind) {
      case 'added':
        this.#devices.add(report.device);
        this.#observer?.onAdd(this.#device(report));
        return;
      case 'removed':
        this.#removed(report.device);
        return;
      case 'looked':
        this.#observer?.onProblem(null);
        return;
      case 'keepalive':
        this.#exchanges.get(report.exchange)?.options.onKeepalive(report.status);
        return;
      case 'answer':
        this.#close(report.exchange)?.resolve(Buffer.from(report.message, 'hex'));
        return;
      case 'failure':
        this.#close(report.exchange)?.reject(new WardkeyError(report.code));
    }
  }

  #removed(device: string): void {
    this.#devices.delete(device);
    for (const [exchange, open] of this.#exchanges) {
      if (open.device === device) {
        this.#close(exchange)?.reject(new WardkeyError('device-removed'));
      }
    }
    this.#observer?.onRemove(device);
  }

  #close(exchange: number): OpenExchange | undefined {
    const open = this.#exchanges.get(exchange);
    this.#exchanges.delete(exchange);
    return open;
  }

  #device(report: RemoteReport & { kind: 'added' }): CtapDevice {
    const { device: id, name, transport } = report;
    const open = async (signal: AbortSignal): Promise<CtapChannel> => {
      signal.throwIfAborted();
      return {
        exchange: (message, options) =>
          this.#exchange(id, options, { kind: 'exchange', message: hexOf(message) }),
        u2f: ({ ins, p1, data }, options) =>
          this.#exchange(id, options, { kind: 'u2f', ins, p1, data: hexOf(data) }),
        close: async () => {},
      };
    };
    return { id, name, transport, open };
  }

  async #exchange(device: string, options: ExchangeOptions, content: Content): Promise<Uint8Array> {
    const { signal } = options;
    signal.throwIfAborted();
    if (!this.#devices.has(device)) throw new WardkeyError('device-removed');
    this.#count += 1;
    const exchange = this.#count;
    const cancel = () => this.#send({ kind: 'cancel', exchange });
    signal.addEventListener('abort', cancel);
    try {
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      this.#exchanges.set(exchange, { device, options, resolve, reject });
      this.#send({ ...content, exchange, device });
      return await promise;
    } finally {
      signal.removeEventListener('abort', cancel);
      // However the exchange ended: one that was cancelled rejects with the reason.
      signal.throwIfAborted();
    }
  }

  #send(request: RemoteRequest): void {
    this.#socket?.write(encodeFrame(request));
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
