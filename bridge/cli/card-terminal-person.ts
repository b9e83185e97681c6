import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { explain } from '../../shared/words/words.ts';
import type {
  CardConsent,
  CardPerson,
  CardPinAnswer,
  CardPinRequest,
  NewCardPinAnswer,
} from '../smartcard/card-person.ts';
import type { CommandContext } from './context.ts';
import { lastTryAgreed } from './last-try.ts';
import { newPinTwice } from './new-pin-twice.ts';
import { type PinSource, pinSource } from './pin-source.ts';

const AT_PAD: Readonly<Record<CardPinRequest['purpose'], CommandLineWordKey>> = {
  verify: 'cli.cardPadPin',
  change: 'cli.cardPadChange',
  unblock: 'cli.cardPadUnblock',
};

/** The person at the terminal, or the script in their place, with a card. */
export class CardTerminalPerson implements CardPerson {
  readonly #context: CommandContext;
  readonly #isInputTaken: boolean;
  #pins: PinSource | undefined;

  /** @param isInputTaken standard input holds something other than PINs */
  constructor(context: CommandContext, isInputTaken = false) {
    this.#context = context;
    this.#isInputTaken = isInputTaken;
  }

  /** Opened when the first PIN is asked for: a command that needs none reads nothing. */
  get #source(): PinSource {
    this.#pins ??= pinSource(this.#context, this.#isInputTaken);
    return this.#pins;
  }

  async askCardPin(request: CardPinRequest, signal: AbortSignal): Promise<CardPinAnswer> {
    await this.#prepare(request, signal);
    const pin = await this.#ask('cli.pinPrompt', request, signal);
    return { pin, lastTryAgreed: this.#agrees(request) };
  }

  async askNewCardPin(request: CardPinRequest, signal: AbortSignal): Promise<NewCardPinAnswer> {
    await this.#prepare(request, signal);
    const key = request.purpose === 'unblock' ? 'cli.cardPuk' : 'cli.pinCurrent';
    const current = await this.#ask(key, request, signal);
    const newPin = await newPinTwice(this.#context, this.#source, request.minLength, signal);
    return { current, newPin, lastTryAgreed: this.#agrees(request) };
  }

  async usePinPad(request: CardPinRequest, signal: AbortSignal): Promise<CardConsent> {
    const { terminal, language } = this.#context;
    const { problem, triesLeft } = request;
    // Nobody is asked at the pad again and again: the next entry is a command of its own.
    if (problem !== undefined) throw this.#refusal(request);
    if (triesLeft !== null) {
      terminal.notice(sayInTerminal(language, 'cli.pinTries', { tries: triesLeft }));
    }
    if (request.lastTry) await lastTryAgreed(this.#context, triesLeft, signal);
    this.announcePinPad(request);
    return { lastTryAgreed: this.#agrees(request) };
  }

  /** Says that the entry is typed at the reader now. */
  announcePinPad({ purpose, reader: name }: Pick<CardPinRequest, 'purpose' | 'reader'>): void {
    const { terminal, language } = this.#context;
    terminal.status(sayInTerminal(language, AT_PAD[purpose], { name }));
  }

  readonly mayTouch = (waits: boolean): void => {
    const { terminal, language } = this.#context;
    terminal.status(waits ? sayInTerminal(language, 'cli.cardMayTouch') : null);
  };

  /** Whoever uses the option has said yes to a try that only turns out to be the last, too. */
  #agrees({ lastTry }: CardPinRequest): boolean {
    return lastTry || this.#context.input.flag('use-last-try');
  }

  /** Says why the last entry was not taken, which to a script is the end, and how many are left. */
  async #prepare(request: CardPinRequest, signal: AbortSignal): Promise<void> {
    const { terminal, language } = this.#context;
    const { problem, triesLeft, lastTry } = request;
    if (problem !== undefined) {
      const refusal = this.#refusal(request);
      if (!this.#source.isPerson) throw refusal;
      const { says, next } = explain(language, problem, refusal.facts);
      // Here alone the person has to know that the same once more is another answer.
      terminal.trouble(problem === 'card-pin-short' ? `${says} ${next}` : says);
    }
    if (triesLeft !== null && this.#source.isPerson) {
      terminal.notice(sayInTerminal(language, 'cli.pinTries', { tries: triesLeft }));
    }
    if (lastTry) await lastTryAgreed(this.#context, triesLeft, signal);
  }

  #refusal({ problem = 'internal', triesLeft, minLength, reader }: CardPinRequest): WardkeyError {
    const tries = triesLeft === null ? {} : { triesLeft };
    return new WardkeyError(problem, { facts: { reader, minLength, ...tries } });
  }

  #ask(
    key: CommandLineWordKey,
    { reader: name }: CardPinRequest,
    signal: AbortSignal,
  ): Promise<string> {
    return this.#source.next(sayInTerminal(this.#context.language, key, { name }), signal);
  }
}
