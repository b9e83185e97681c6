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
    socket.once('connect', () => this.#observer?.onProblem(null));
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
        exchange: (message, options) => this.#exchange(id, message, options),
        close: async () => {},
      };
    };
    return { id, name, transport, open };
  }

  async #exchange(
    device: string,
    message: Uint8Array,
    options: ExchangeOptions,
  ): Promise<Uint8Array> {
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
      const hex = Buffer.from(message).toString('hex');
      this.#send({ kind: 'exchange', exchange, device, message: hex });
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
