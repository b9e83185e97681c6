import type { VirtualCard } from './card.ts';

/** NFCCTAP_CONTROL: Wardkey's farewell, which is no part of a ceremony. */
const CONTROL = 0x12;

/** Whether something happens before the card has worked on a command, or before it answers. */
export type Moment = 'before' | 'after';

/** A card around another one, at which something happens while it works on the nth command. */
export class InterruptedCard implements VirtualCard {
  readonly atr: Uint8Array;
  readonly #card: VirtualCard;
  #count = 0;
  #nth = 0;
  #moment: Moment = 'before';
  #act: () => void = () => {};

  constructor(card: VirtualCard) {
    this.#card = card;
    this.atr = card.atr;
  }

  /** Commands since {@link arm}, farewells left out. */
  get count(): number {
    return this.#count;
  }

  /** Counts anew. @param nth at which to act, from 1; 0 for never */
  arm(nth: number, moment: Moment = 'before', act: () => void = () => {}): void {
    this.#count = 0;
    this.#nth = nth;
    this.#moment = moment;
    this.#act = act;
  }

  reset(): void {
    this.#card.reset();
  }

  async transmit(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    if (apdu[1] === CONTROL) return this.#card.transmit(apdu, signal);
    this.#count += 1;
    const isNow = this.#count === this.#nth;
    if (isNow && this.#moment === 'before') {
      this.#act();
      throw new Error('interrupted');
    }
    const answer = await this.#card.transmit(apdu, signal);
    if (isNow) this.#act();
    return answer;
  }
}
