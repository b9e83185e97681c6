import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CardAccess, CtapDevice, Transport } from '../transport/transport.ts';

/** A card that is in a reader now. */
export interface AttachedCard {
  readonly id: string;
  readonly transport: CtapDevice['transport'];
  /** The reader's. */
  readonly name: string;
  readonly card: CardAccess;
  /** Aborted with `device-removed` when the card goes, or with what happened to the way to it. */
  readonly removed: AbortSignal;
}

export interface SeenCards {
  readonly cards: readonly AttachedCard[];
  /** What keeps cards from being seen. */
  readonly problems: readonly ErrorCode[];
}

interface Entry {
  readonly attached: AttachedCard;
  readonly removal: AbortController;
}

/** A way that has told nothing by then has nothing. */
const LOOK_MS = 6_000;

/** The cards in all readers, those at contactless readers among them. */
export class CardWatch {
  readonly #transports: readonly Transport[];
  readonly #cards = new Map<string, Entry>();
  readonly #problems = new Map<Transport, ErrorCode | null>();
  readonly #listeners = new Set<() => void>();
  #isWatching = false;

  constructor(transports: readonly Transport[]) {
    this.#transports = transports;
  }

  /** What is there now, in the order of coming. */
  get seen(): SeenCards {
    const problems = new Set(this.#problems.values());
    return {
      cards: Array.from(this.#cards.values(), ({ attached }) => attached),
      problems: [...problems].filter((problem) => problem !== null),
    };
  }

  /** Begins to watch. A second call does nothing. */
  start(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    for (const transport of this.#transports) this.#watch(transport);
  }

  /**
   * Calls the listener after every change.
   * @returns ends it
   */
  onChange(listener: () => void): () => void {
    // A wrapper of its own, so that one function listening twice is two listeners.
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /**
   * Looks into all readers, and watches them from then on.
   * @throws what the signal is aborted with
   */
  async look(signal: AbortSignal): Promise<SeenCards> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LOOK_MS);
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const lookAround = (): void => {
      if (this.#problems.size === this.#transports.length) resolve();
    };
    const end = this.onChange(lookAround);
    this.start();
    lookAround();
    try {
      await promise;
    } finally {
      end();
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
    return this.seen;
  }

  /** Lets all readers go. Never rejects. */
  async stop(): Promise<void> {
    if (!this.#isWatching) return;
    this.#isWatching = false;
    this.#listeners.clear();
    for (const id of [...this.#cards.keys()]) this.#remove(id);
    this.#problems.clear();
    await Promise.all(this.#transports.map((transport) => transport.stop()));
  }

  #watch(transport: Transport): void {
    transport.start({
      onAdd: ({ id, transport: kind, name, card }) => {
        if (card === undefined) return;
        const removal = new AbortController();
        const attached = { id, transport: kind, name, card, removed: removal.signal };
        this.#cards.set(id, { attached, removal });
        this.#changed();
      },
      onRemove: (id, why) => {
        this.#remove(id, why);
        this.#changed();
      },
      onProblem: (problem) => {
        this.#problems.set(transport, problem);
        this.#changed();
      },
    });
  }

  #remove(id: string, why: ErrorCode = 'device-removed'): void {
    this.#cards.get(id)?.removal.abort(new WardkeyError(why));
    this.#cards.delete(id);
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
