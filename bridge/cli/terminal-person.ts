import type { ErrorCode } from '../../shared/errors/codes.ts';
import { type ErrorFacts, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Account } from '../../shared/rpc/ceremony.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import { explain } from '../../shared/words/words.ts';
import type {
  CeremonyNotice,
  NewPinAnswer,
  NewPinRequest,
  Person,
  PinAnswer,
  PinRequest,
} from '../webauthn/person.ts';
import type { CommandContext } from './context.ts';
import { lastTryAgreed } from './last-try.ts';
import { newPinTwice } from './new-pin-twice.ts';
import { type PinSource, pinSource } from './pin-source.ts';
import { askAtTerminal } from './terminal-question.ts';

export interface PersonOptions {
  /** Standard input holds something other than PINs. */
  readonly isInputTaken?: boolean;
  /** The command is about a new PIN, so that lines of a script may hold one. */
  readonly setsPin?: boolean;
}

/** The person at the terminal, or the script in their place. */
export class TerminalPerson implements Person {
  readonly #context: CommandContext;
  readonly #options: PersonOptions;
  #pins: PinSource | undefined;

  constructor(context: CommandContext, options: PersonOptions = {}) {
    this.#context = context;
    this.#options = options;
  }

  /** Opened when the first PIN is asked for: a command that needs none reads nothing. */
  get #source(): PinSource {
    this.#pins ??= pinSource(this.#context, this.#options.isInputTaken);
    return this.#pins;
  }

  tell(notice: CeremonyNotice): void {
    const { terminal, language } = this.#context;
    switch (notice.type) {
      case 'touch':
        terminal.status(this.#touchText(notice));
        return;
      case 'fingerprint':
        if (notice.problem !== undefined) terminal.trouble(explain(language, notice.problem).says);
        terminal.status(sayInTerminal(language, 'cli.touchFinger', { name: notice.device.name }));
        return;
      case 'device-wait':
        terminal.status(sayInTerminal(language, 'cli.waitForDevice'));
        return;
      case 'working':
        terminal.status(null);
        return;
    }
  }

  #touchText({ device, others = [], again }: Extract<CeremonyNotice, { type: 'touch' }>): string {
    const { language } = this.#context;
    if (again) return sayInTerminal(language, 'cli.touchAgain', { name: device.name });
    if (others.length > 0) {
      const names = [device, ...others].map(({ name }) => printable(name)).join(', ');
      return sayInTerminal(language, 'cli.touchAny', { names });
    }
    const key = device.transport === 'usb' ? 'cli.touchUsb' : 'cli.touchNfc';
    return sayInTerminal(language, key, { name: device.name });
  }

  async askPin(request: PinRequest, signal: AbortSignal): Promise<PinAnswer> {
    const { device, triesLeft, lastTry, minLength, problem } = request;
    this.#refuse(problem, { minLength, ...(triesLeft === null ? {} : { triesLeft }) });
    await this.#tellTries(triesLeft, lastTry, signal);
    const pin = await this.#ask('cli.pinPrompt', { name: device.name }, signal);
    return { pin, lastTryAgreed: lastTry };
  }

  async askNewPin(request: NewPinRequest, signal: AbortSignal): Promise<NewPinAnswer> {
    const { device, current, minLength, problem } = request;
    const triesLeft = current?.triesLeft ?? null;
    this.#refuse(problem, { minLength, ...(triesLeft === null ? {} : { triesLeft }) });
    if (!this.#source.isPerson && this.#options.setsPin !== true) {
      // The line was meant for what the command does, not for another PIN.
      throw new WardkeyError(current ? 'pin-change-required' : 'pin-not-set');
    }
    if (current === undefined) {
      return {
        newPin: await newPinTwice(this.#context, this.#source, minLength, signal),
        lastTryAgreed: false,
      };
    }
    await this.#tellTries(current.triesLeft, current.lastTry, signal);
    const currentPin = await this.#ask('cli.pinCurrent', { name: device.name }, signal);
    const newPin = await newPinTwice(this.#context, this.#source, minLength, signal);
    return { currentPin, newPin, lastTryAgreed: current.lastTry };
  }

  /** Says why the last answer was not taken; to a script that is the end. */
  #refuse(problem: ErrorCode | undefined, facts: ErrorFacts): void {
    if (problem === undefined) return;
    // A line was meant for one try: what comes behind it is no second guess. That a finger was not
    // known spends none.
    if (!this.#source.isPerson && problem.startsWith('pin-'))
      throw new WardkeyError(problem, { facts });
    const { terminal, language } = this.#context;
    terminal.trouble(explain(language, problem, facts).says);
  }

  async #tellTries(tries: number | null, lastTry: boolean, signal: AbortSignal): Promise<void> {
    const { terminal, language } = this.#context;
    if (tries !== null && this.#source.isPerson) {
      terminal.notice(sayInTerminal(language, 'cli.pinTries', { tries }));
    }
    if (lastTry) await lastTryAgreed(this.#context, tries, signal);
  }

  #ask(key: CommandLineWordKey, facts: ErrorFacts, signal: AbortSignal): Promise<string> {
    return this.#source.next(sayInTerminal(this.#context.language, key, facts), signal);
  }

  async chooseDevice(devices: readonly DeviceSummary[], signal: AbortSignal): Promise<string> {
    const names = devices.map(({ name }) => name);
    const at = await this.#chooseNumber(names, 'cli.chooseDevice', signal);
    return devices[at]?.id ?? '';
  }

  chooseAccount(accounts: readonly Account[], signal: AbortSignal): Promise<number> {
    const { language } = this.#context;
    const names = accounts.map(
      ({ name, displayName, index }) =>
        displayName ?? name ?? sayInTerminal(language, 'cli.accountUnnamed', { number: index + 1 }),
    );
    return this.#chooseNumber(names, 'cli.chooseAccount', signal);
  }

  async #chooseNumber(
    names: readonly string[],
    question: 'cli.chooseAccount' | 'cli.chooseDevice',
    signal: AbortSignal,
  ): Promise<number> {
    const { terminal, language, interrupt } = this.#context;
    names.forEach((name, at) => {
      terminal.notice(`  ${at + 1}  ${printable(name)}`);
    });
    for (;;) {
      const text = sayInTerminal(language, question);
      const typed = await askAtTerminal({ text, secret: false, signal, interrupt });
      if (typed === undefined) throw new WardkeyError('device-ambiguous');
      const at = Number(typed.trim()) - 1;
      if (names[at] !== undefined) return at;
    }
  }
}
