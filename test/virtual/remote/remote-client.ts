import type { Socket } from 'node:net';
import * as v from 'valibot';
import type {
  CtapChannel,
  CtapDevice,
  ExchangeOptions,
} from '../../../bridge/transport/transport.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { KeyHub } from '../key-hub.ts';
import { encodeFrame, FrameReader } from './frames.ts';
import { type RemoteReport, RemoteRequest } from './remote-message.ts';

/** One bridge at the other end of a socket, as the process that holds the keys sees it. */
export class RemoteClient {
  readonly #hub: KeyHub;
  readonly #socket: Socket;
  readonly #devices = new Map<string, CtapDevice>();
  readonly #channels = new Map<string, CtapChannel>();
  readonly #exchanges = new Map<number, AbortController>();

  constructor(hub: KeyHub, socket: Socket) {
    this.#hub = hub;
    this.#socket = socket;
  }

  /** Serves until the other end hangs up; what it left open is then cancelled. */
  serve(): void {
    const frames = new FrameReader();
    this.#socket.on('data', (piece: Buffer) => {
      try {
        for (const frame of frames.push(piece)) this.#take(v.parse(RemoteRequest, frame));
      } catch {
        this.#socket.destroy();
      }
    });
    const end = this.#hub.watch({
      onAdd: (device) => {
        this.#devices.set(device.id, device);
        const { id, name, transport } = device;
        this.#send({ kind: 'added', device: id, name, transport });
      },
      onRemove: (id) => {
        this.#devices.delete(id);
        this.#channels.delete(id);
        this.#send({ kind: 'removed', device: id });
      },
      // Told once what is there has been told.
      onProblem: () => this.#send({ kind: 'looked' }),
    });
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.once('close', () => {
      end();
      for (const exchange of this.#exchanges.values()) exchange.abort();
    });
  }

  #take(request: RemoteRequest): void {
    if (request.kind === 'cancel') this.#exchanges.get(request.exchange)?.abort();
    else void this.#exchange(request);
  }

  async #exchange(request: RemoteRequest & { kind: 'exchange' | 'u2f' }): Promise<void> {
    const { exchange } = request;
    const cancel = new AbortController();
    this.#exchanges.set(exchange, cancel);
    try {
      const answer = await this.#answer(request, {
        signal: cancel.signal,
        onKeepalive: (status) => this.#send({ kind: 'keepalive', exchange, status }),
      });
      this.#send({ kind: 'answer', exchange, message: Buffer.from(answer).toString('hex') });
    } catch (error) {
      const { code } = cancel.signal.aborted
        ? new WardkeyError('ceremony-cancelled')
        : toWardkeyError(error);
      this.#send({ kind: 'failure', exchange, code });
    } finally {
      this.#exchanges.delete(exchange);
    }
  }

  async #answer(
    request: RemoteRequest & { kind: 'exchange' | 'u2f' },
    options: ExchangeOptions,
  ): Promise<Uint8Array> {
    const channel = await this.#channel(request.device);
    if (request.kind === 'exchange') {
      return channel.exchange(Buffer.from(request.message, 'hex'), options);
    }
    if (channel.u2f === undefined) throw new WardkeyError('key-lacks-command');
    const { ins, p1, data } = request;
    return channel.u2f({ ins, p1, data: Buffer.from(data, 'hex') }, options);
  }

  async #channel(id: string): Promise<CtapChannel> {
    const open = this.#channels.get(id);
    if (open !== undefined) return open;
    const device = this.#devices.get(id);
    if (device === undefined) throw new WardkeyError('device-removed');
    const channel = await device.open(new AbortController().signal);
    this.#channels.set(id, channel);
    return channel;
  }

  #send(report: RemoteReport): void {
    if (this.#socket.writable) this.#socket.write(encodeFrame(report));
  }
}
