import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardsRead } from '../../../shared/journeys/card-live-state.ts';
import type { CardList } from '../../../shared/rpc/card.ts';
import type { DeviceList } from '../../../shared/rpc/device.ts';

export interface CardReadingParts {
  /** What is attached, as last told; `null` while unknown. */
  readonly devices: () => DeviceList | null;
  /** Has the bridge read all cards. @throws WardkeyError why it cannot */
  readonly list: () => Promise<CardList>;
  /** Whether anybody wants to know now: a card is read for nobody else. */
  readonly isWanted: () => boolean;
  readonly onRead: () => void;
}

/** How the cards in the readers stand, as they were read last: without a PIN. */
export class CardReading {
  readonly #parts: CardReadingParts;
  #last: CardsRead | null = null;
  #problem: ErrorCode | null = null;
  /** The cards that were there when they were read last. */
  #known = '';
  #round = 0;

  constructor(parts: CardReadingParts) {
    this.#parts = parts;
  }

  /** `null` while nothing was read. */
  get last(): CardsRead | null {
    return this.#last;
  }

  /** Why nothing can be read. */
  get problem(): ErrorCode | null {
    return this.#problem;
  }

  /** Looks into all readers. @throws WardkeyError why nobody can tell */
  async isCardThere(): Promise<boolean> {
    return (await this.#parts.list()).cards.length > 0;
  }

  /** The next person finds nothing of the last one, and what is there now where somebody looks. */
  forget(): void {
    this.#round += 1;
    this.#known = '';
    this.#last = null;
    this.#problem = null;
    this.read();
  }

  /** Reads where it is wanted, and other cards are there than were read. */
  async readIfNew(): Promise<void> {
    const { devices, isWanted } = this.#parts;
    if (isWanted() && cardsIn(devices()) !== this.#known) await this.read();
  }

  /** Reads all cards. Never rejects. */
  async read(): Promise<void> {
    const { devices, list, isWanted, onRead } = this.#parts;
    if (!isWanted()) return;
    this.#round += 1;
    const round = this.#round;
    // Taken before the answer is there: whatever changes meanwhile is read again.
    this.#known = cardsIn(devices());
    let last: CardsRead | null = null;
    let problem: ErrorCode | null = null;
    try {
      last = { list: await list(), at: Date.now() };
    } catch (thrown) {
      problem = toWardkeyError(thrown).code;
    }
    if (round !== this.#round) return;
    this.#last = last;
    this.#problem = problem;
    onRead();
  }
}

/** Which cards there are, as far as that shows without reading them. */
function cardsIn(list: DeviceList | null): string {
  const devices = list?.devices ?? [];
  const ids = devices.filter(({ transport }) => transport !== 'usb').map(({ id }) => id);
  return [...ids, ...(list?.problems ?? [])].join(' ');
}
