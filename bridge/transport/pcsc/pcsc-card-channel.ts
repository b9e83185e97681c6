import { askCard } from '../card-commands.ts';
import { IsoExchange } from '../iso-exchange.ts';
import type { AskCard, CardChannel, CardTurn, ReaderControl } from '../transport.ts';
import type { CardSession } from './card-session.ts';
import { pcscPlatform } from './platform.ts';
import { SharedCard } from './shared-card.ts';

/** For one command: cards sign and look up faster, slow ones with long keys included. */
const COMMAND_MS = 10_000;
/** The same where the card waits for a touch, which it gives 15 s and some more. */
const TOUCH_MS = 30_000;

/** The applets of the card in a PC/SC reader, beside other programs. */
export class PcscCardChannel implements CardChannel {
  readonly #card: SharedCard;
  readonly #iso: IsoExchange;

  /** @param openSession connects to the same card, at first and after a session was lost */
  constructor(openSession: (signal: AbortSignal) => Promise<CardSession>) {
    this.#card = new SharedCard(openSession);
    this.#iso = new IsoExchange(this.#card.transmit);
  }

  read<T>(signal: AbortSignal, work: (ask: AskCard, turn: CardTurn) => Promise<T>): Promise<T> {
    const ask: AskCard = (command) => {
      if (command.once === true) this.#card.giveOnce();
      return askCard(this.#iso, command, command.mayWait === true ? TOUCH_MS : COMMAND_MS, signal);
    };
    const reader: ReaderControl = {
      featureRequest: pcscPlatform(process.platform).featureRequest,
      control: (code, data, { timeoutMs, once }) => {
        if (once) this.#card.giveOnce();
        return this.#card.control(code, data, { timeoutMs, signal });
      },
    };
    const turn = { reader, keepPower: () => this.#card.keepPower() };
    return this.#card.inTransaction(signal, 'always', () => work(ask, turn));
  }

  close(): Promise<void> {
    return this.#card.close();
  }
}
