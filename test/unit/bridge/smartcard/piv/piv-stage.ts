import { setTimeout as sleep } from 'node:timers/promises';
import type { CardPerson, CardPinRequest } from '../../../../../bridge/smartcard/card-person.ts';
import type { AttachedCard } from '../../../../../bridge/smartcard/card-watch.ts';
import type { VirtualCard } from '../../../../virtual/card.ts';
import { cardAccess, type Transcript } from '../../../../virtual/piv-card/in-process-reader.ts';

/** A card in a reader of this process. */
export function attached(card: VirtualCard, transcript: Transcript = []): AttachedCard {
  return {
    id: 'card',
    transport: 'smart-card',
    name: 'Reader',
    card: cardAccess(card, transcript),
    removed: new AbortController().signal,
  };
}

/** Leaves a card as it is, but for some commands. */
export function cardBut(
  card: VirtualCard,
  act: (command: string) => string | undefined,
): VirtualCard {
  return {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu, signal) => {
      const instead = act(Buffer.from(apdu).toString('hex'));
      return instead === undefined ? card.transmit(apdu, signal) : Buffer.from(instead, 'hex');
    },
  };
}

/** Lets a card wait while it signs, as one does that wants a touch. */
export function slowToSign(card: VirtualCard): VirtualCard {
  return {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu, signal) => {
      if (apdu[0] === 0x00 && apdu[1] === 0x87) await sleep(SLOW_TO_SIGN_MS);
      return card.transmit(apdu, signal);
    },
  };
}

/** Begun later and longer than the time after which a touch is asked for: never over before it. */
const SLOW_TO_SIGN_MS = 1_100;

/** A person who knows what to type, entry after entry, and notes what is asked. */
export class CardHolder implements CardPerson {
  readonly asked: CardPinRequest[] = [];
  readonly #entries: string[];
  readonly #agrees: (request: CardPinRequest) => boolean;
  /** Called before each answer. */
  readonly #before: () => void;

  constructor(
    entries: readonly string[],
    {
      agrees = false,
      before = () => {},
    }: { agrees?: boolean | ((request: CardPinRequest) => boolean); before?: () => void } = {},
  ) {
    this.#entries = [...entries];
    this.#agrees = typeof agrees === 'boolean' ? () => agrees : agrees;
    this.#before = before;
  }

  /** What was told of a touch, in its order. */
  readonly touches: boolean[] = [];
  readonly mayTouch = (waits: boolean): void => {
    this.touches.push(waits);
  };

  async askCardPin(request: CardPinRequest) {
    return { pin: this.#next(request), lastTryAgreed: this.#agrees(request) };
  }

  async askNewCardPin(request: CardPinRequest) {
    const current = this.#next(request);
    return { current, newPin: this.#entries.shift() ?? '', lastTryAgreed: this.#agrees(request) };
  }

  async usePinPad(request: CardPinRequest) {
    this.asked.push(request);
    this.#before();
    return { lastTryAgreed: this.#agrees(request) };
  }

  #next(request: CardPinRequest): string {
    this.asked.push(request);
    this.#before();
    const entry = this.#entries.shift();
    if (entry === undefined) throw new Error('asked once too often');
    return entry;
  }
}
