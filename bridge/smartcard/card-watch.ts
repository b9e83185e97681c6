import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { CardAccess, CtapDevice, Transport } from '../transport/transport.ts';

/** A card that is in a reader now. */
export interface AttachedCard {
  readonly id: string;
  readonly transport: CtapDevice['transport'];
  /** The reader's. */
  readonly name: string;
  readonly card: CardAccess;
}

export interface SeenCards {
  readonly cards: readonly AttachedCard[];
  /** What keeps cards from being seen. */
  readonly problems: readonly ErrorCode[];
}

/** A way that has told nothing by then has nothing. */
const LOOK_MS = 6_000;

/** The cards in all readers. */
export class CardWatch {
  readonly #transports: readonly Transport[];
  readonly #cards = new Map<string, AttachedCard>();
  readonly #problems = new Map<Transport, ErrorCode | null>();

  constructor(transports: readonly Transport[]) {
    this.#transports = transports;
  }

  /**
   * Looks into all readers. Once only.
   * @throws what the signal is aborted with
   */
  async look(signal: AbortSignal): Promise<SeenCards> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LOOK_MS);
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    for (const transport of this.#transports) this.#watch(transport, resolve);
    if (this.#transports.length === 0) resolve();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
    const problems = new Set(this.#problems.values());
    return {
      cards: [...this.#cards.values()],
      problems: [...problems].filter((problem) => problem !== null),
    };
  }

  /** Lets all readers go. Never rejects. */
  async stop(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.stop()));
  }

  #watch(transport: Transport, onLooked: () => void): void {
    transport.start({
      onAdd: ({ id, transport: kind, name, card }) => {
        if (card !== undefined) this.#cards.set(id, { id, transport: kind, name, card });
      },
      onRemove: (id) => void this.#cards.delete(id),
      onProblem: (problem) => {
        this.#problems.set(transport, problem);
        if (this.#problems.size === this.#transports.length) onLooked();
      },
    });
  }
}
