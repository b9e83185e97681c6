import type {
  CtapChannel,
  CtapDevice,
  ExchangeOptions,
  Transport,
  TransportObserver,
} from '../../../../bridge/transport/transport.ts';

export type Answer = (
  message: Uint8Array,
  options: ExchangeOptions,
) => Uint8Array | Promise<Uint8Array>;

/** A channel whose other end is a function. */
export class ScriptedChannel implements CtapChannel {
  readonly messages: Uint8Array[] = [];
  closed = 0;
  readonly #answer: Answer;
  readonly #onClose: () => void;

  constructor(answer: Answer, onClose: () => void = () => {}) {
    this.#answer = answer;
    this.#onClose = onClose;
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    this.messages.push(message);
    return this.#answer(message, options);
  }

  async close(): Promise<void> {
    if (this.closed++ === 0) this.#onClose();
  }
}

/** A device that counts who has it open. */
export class ScriptedDevice implements CtapDevice {
  readonly transport = 'nfc';
  readonly id: string;
  readonly name: string;
  readonly channels: ScriptedChannel[] = [];
  openNow = 0;
  mostOpen = 0;
  /** Runs before each opening; what it throws is what opening throws. */
  beforeOpen: (signal: AbortSignal) => void | Promise<void> = () => {};
  readonly #answer: Answer;

  constructor(id: string, answer: Answer) {
    this.id = id;
    this.name = `Reader of ${id}`;
    this.#answer = answer;
  }

  async open(signal: AbortSignal): Promise<CtapChannel> {
    await this.beforeOpen(signal);
    this.openNow++;
    this.mostOpen = Math.max(this.mostOpen, this.openNow);
    const channel = new ScriptedChannel(this.#answer, () => this.openNow--);
    this.channels.push(channel);
    return channel;
  }

  /** The command bytes of all messages so far. */
  get commands(): number[] {
    return this.channels.flatMap(({ messages }) => messages.map(([command = -1]) => command));
  }
}

/** A transport whose devices come and go as the test says. */
export class ScriptedTransport implements Transport {
  readonly name = 'scripted';
  stopped = false;
  #observer: TransportObserver | undefined;

  start(observer: TransportObserver): void {
    this.#observer = observer;
  }

  async stop(): Promise<void> {
    this.stopped = true;
  }

  get observer(): TransportObserver {
    if (this.#observer === undefined) throw new Error('not started');
    return this.#observer;
  }
}

/** A signal that is never aborted. */
export const noSignal = new AbortController().signal;

export function hexToBytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function bytesToHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The code that an action fails with, or `none`. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'none';
}
