import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CommandOptions } from '../ctap/command.ts';
import { HeldKey } from './held-key.ts';

/** A key that says no more for so long, in milliseconds, must not hold up the others. */
const SILENCE_MS = 2_000;

/** Nor must one that goes on answering, in milliseconds: of 64 credentials it may know each by itself. */
const JUDGING_MS = 8_000;

/** How long one of several keys may take to show what it is good for. */
export class Patience {
  readonly #late = new AbortController();
  readonly #judging: NodeJS.Timeout;
  #silence: NodeJS.Timeout;
  #isSpent = false;

  constructor() {
    this.#silence = this.#awaitAnswer();
    this.#judging = setTimeout(() => {
      this.#isSpent = true;
      this.#end();
    }, JUDGING_MS);
  }

  /** Aborted with `device-mute` when the key has taken too long. */
  get signal(): AbortSignal {
    return this.#late.signal;
  }

  /** Whether all the time is over, and the key was answering to the last. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** The key has answered. */
  renew(): void {
    clearTimeout(this.#silence);
    this.#silence = this.#awaitAnswer();
  }

  stop(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#judging);
  }

  #awaitAnswer(): NodeJS.Timeout {
    return setTimeout(() => this.#end(), SILENCE_MS);
  }

  #end(): void {
    this.#late.abort(new WardkeyError('device-mute'));
  }
}

/** A key that is judged: each command that it is sent shows that it has answered the one before. */
export class ProbedKey extends HeldKey {
  readonly #patience: Patience;

  constructor(patience: Patience, ...held: ConstructorParameters<typeof HeldKey>) {
    super(...held);
    this.#patience = patience;
  }

  override commandOptions(): CommandOptions {
    this.#patience.renew();
    return super.commandOptions();
  }
}
