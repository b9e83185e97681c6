import type {
  CtapChannel,
  CtapDevice,
  Transport,
  TransportObserver,
  U2fRequest,
} from '../../bridge/transport/transport.ts';
import { decodeCbor } from '../virtual/cbor/decode.ts';
import type { CborValue } from '../virtual/cbor/value.ts';

/** Longer byte strings are certificates, signatures and the like, whose length is a matter of chance. */
const LONGEST_TOLD = 64;

/**
 * Writes down what goes over a transport, in a form that is the same each time: byte strings by
 * their length, all else as it is. `=>` goes to the key, `<=` comes from it.
 */
export class Transcript implements Transport {
  readonly name = 'transcript';
  readonly #inner: Transport;
  #lines: string[] = [];

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  /** What was said since the last call. */
  take(): string {
    const text = this.#lines.map((line) => `${line}\n`).join('');
    this.#lines = [];
    return text;
  }

  start(observer: TransportObserver): void {
    this.#inner.start({ ...observer, onAdd: (device) => observer.onAdd(this.#listenTo(device)) });
  }

  stop(): Promise<void> {
    return this.#inner.stop();
  }

  #listenTo(device: CtapDevice): CtapDevice {
    const { id, transport, name } = device;
    return { id, transport, name, open: async (signal) => this.#record(await device.open(signal)) };
  }

  #record(channel: CtapChannel): CtapChannel {
    const { u2f } = channel;
    const recorded: CtapChannel = {
      exchange: async (message, options) => {
        this.#lines.push(`=> ${messageLine(message)}`);
        const answer = await channel.exchange(message, options);
        this.#lines.push(`<= ${messageLine(answer)}`);
        return answer;
      },
      close: () => channel.close(),
    };
    if (u2f === undefined) return recorded;
    return {
      ...recorded,
      u2f: async (request, options) => {
        this.#lines.push(`=> ${u2fRequest(request)}`);
        const answer = await u2f(request, options);
        this.#lines.push(`<= ${u2fAnswer(answer)}`);
        return answer;
      },
    };
  }
}

/** Command or status byte, and the CBOR behind it. */
function messageLine(message: Uint8Array): string {
  const head = byte(message[0] ?? 0);
  return message.length === 1 ? head : `${head} ${diagnostic(decodeCbor(message.subarray(1)))}`;
}

function u2fRequest({ ins, p1, data }: U2fRequest): string {
  return `u2f 00${byte(ins)}${byte(p1)}00 ${bytes(data)}`;
}

function u2fAnswer(answer: Uint8Array): string {
  const statusWord = Buffer.from(answer.subarray(-2)).toString('hex');
  return answer.length === 2
    ? `u2f ${statusWord}`
    : `u2f ${bytes(answer.subarray(0, -2))} ${statusWord}`;
}

/** Diagnostic notation (RFC 8949 §8), byte strings aside. */
function diagnostic(value: CborValue): string {
  if (value instanceof Uint8Array) return bytes(value);
  if (value instanceof Map) {
    const members = [...value].map(([key, item]) => `${JSON.stringify(key)}: ${diagnostic(item)}`);
    return `{${members.join(', ')}}`;
  }
  return Array.isArray(value) ? `[${value.map(diagnostic).join(', ')}]` : JSON.stringify(value);
}

function bytes(value: Uint8Array): string {
  return value.length > LONGEST_TOLD ? "h'...'" : `h'${value.length}'`;
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
