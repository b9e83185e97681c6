import { shortApdu } from '../apdu.ts';
import { IsoExchange } from '../iso-exchange.ts';
import type { AskCard, CardChannel } from '../transport.ts';
import type { CardSession } from './card-session.ts';
import { SharedCard } from './shared-card.ts';

/** For one command: cards sign and look up far faster, slow ones included. */
const COMMAND_MS = 10_000;
/** Asks for all there is. */
const ALL = 256;

/** The applets of the card in a PC/SC reader, beside other programs. */
export class PcscCardChannel implements CardChannel {
  readonly #card: SharedCard;
  readonly #iso: IsoExchange;

  /** @param openSession connects to the same card, at first and after a session was lost */
  constructor(openSession: (signal: AbortSignal) => Promise<CardSession>) {
    this.#card = new SharedCard(openSession);
    this.#iso = new IsoExchange(this.#card.transmit);
  }

  read<T>(signal: AbortSignal, work: (ask: AskCard) => Promise<T>): Promise<T> {
    const ask: AskCard = ({ data, hasAnswer, ...head }) =>
      this.#iso.ask(shortApdu(head, data, hasAnswer ? ALL : undefined), COMMAND_MS, signal);
    return this.#card.inTransaction(signal, 'always', () => work(ask));
  }

  close(): Promise<void> {
    return this.#card.close();
  }
}
