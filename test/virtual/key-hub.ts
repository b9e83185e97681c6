import type {
  CtapChannel,
  CtapDevice,
  ExchangeOptions,
  TransportObserver,
  U2fRequest,
} from '../../bridge/transport/transport.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { VirtualKey } from './virtual-key.ts';

export interface InsertOptions {
  readonly name?: string;
  readonly transport?: CtapDevice['transport'];
}

/** Called before each message reaches a key; may pull the key, or wait. */
export type ExchangeHook = (exchange: {
  readonly key: VirtualKey;
  readonly message: Uint8Array;
  /** Counts the messages to this key since it was inserted, from 0. */
  readonly index: number;
}) => void | Promise<void>;

/** Where virtual keys are plugged in and pulled out, and any number of transports watch. */
export class KeyHub {
  readonly #slots = new Map<VirtualKey, Slot>();
  readonly #observers = new Set<TransportObserver>();
  #hook: ExchangeHook = () => {};
  #count = 0;

  /** Tells of what is there, then of what comes and goes, until the returned end is called. */
  watch(observer: TransportObserver): () => void {
    this.#observers.add(observer);
    for (const slot of this.#slots.values()) observer.onAdd(slot);
    observer.onProblem(null);
    return () => this.#observers.delete(observer);
  }

  /** Plugs the key in, which powers it up. Inserting it twice does nothing. */
  insert(key: VirtualKey, options: InsertOptions = {}): void {
    if (this.#slots.has(key)) return;
    key.powerCycle();
    this.#count += 1;
    const slot = new Slot(`virtual:${this.#count}`, key, options, (message, index) =>
      this.#hook({ key, message, index }),
    );
    this.#slots.set(key, slot);
    for (const observer of this.#observers) observer.onAdd(slot);
  }

  /** Pulls the key out, also in the middle of an exchange. */
  remove(key: VirtualKey): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#slots.delete(key);
    slot.pull();
    for (const observer of this.#observers) observer.onRemove(slot.id);
  }

  /** Sets the one hook; a later one takes its place. */
  onExchange(hook: ExchangeHook): void {
    this.#hook = hook;
  }
}

/** One insertion of one key. */
class Slot implements CtapDevice {
  readonly id: string;
  readonly name: string;
  readonly transport: CtapDevice['transport'];
  readonly #key: VirtualKey;
  readonly #hook: (message: Uint8Array, index: number) => void | Promise<void>;
  readonly #pulled = new AbortController();
  #messages = 0;

  constructor(
    id: string,
    key: VirtualKey,
    { name = 'Virtual security key', transport = 'usb' }: InsertOptions,
    hook: (message: Uint8Array, index: number) => void | Promise<void>,
  ) {
    this.id = id;
    this.#key = key;
    this.name = name;
    this.transport = transport;
    this.#hook = hook;
  }

  pull(): void {
    this.#pulled.abort(new WardkeyError('device-removed'));
  }

  async open(signal: AbortSignal): Promise<CtapChannel> {
    signal.throwIfAborted();
    this.#pulled.signal.throwIfAborted();
    const u2f = this.#key.speaksU2f
      ? (request: U2fRequest, options: ExchangeOptions) => this.#u2f(request, options)
      : undefined;
    return new Channel((message, options) => this.#exchange(message, options), u2f);
  }

  async #u2f({ ins, p1, data }: U2fRequest, options: ExchangeOptions): Promise<Uint8Array> {
    this.#pulled.signal.throwIfAborted();
    const head = [0x00, ins, p1, 0x00, 0x00];
    const body = data.length === 0 ? [] : [data.length >> 8, data.length & 0xff, ...data];
    const answer = await this.#key.u2f(Uint8Array.from([...head, ...body, 0x00, 0x00]), options);
    this.#pulled.signal.throwIfAborted();
    return answer;
  }

  async #exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const gone = this.#pulled.signal;
    gone.throwIfAborted();
    options.signal.throwIfAborted();
    const index = this.#messages;
    this.#messages += 1;
    await this.#hook(message, index);
    gone.throwIfAborted();
    const signal = AbortSignal.any([options.signal, gone]);
    const answer = await this.#key.ctap(message, { ...options, signal });
    gone.throwIfAborted();
    options.signal.throwIfAborted();
    return answer;
  }
}

/** One exchange at a time, as the contract says, so that a caller's mistake shows. */
class Channel implements CtapChannel {
  readonly #run: CtapChannel['exchange'];
  #closed = false;
  #busy = false;

  readonly u2f?: NonNullable<CtapChannel['u2f']>;

  constructor(run: CtapChannel['exchange'], u2f: CtapChannel['u2f']) {
    this.#run = run;
    if (u2f !== undefined) this.u2f = u2f;
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    if (this.#closed) throw new WardkeyError('internal', { facts: { reason: 'channel closed' } });
    if (this.#busy) throw new WardkeyError('device-busy');
    this.#busy = true;
    try {
      return await this.#run(message, options);
    } finally {
      this.#busy = false;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
