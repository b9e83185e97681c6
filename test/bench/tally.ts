import type { Account } from './device/bench-device.ts';
import type { Row } from './results.ts';
import { summarise } from './statistics.ts';

type Place = Pick<Row, 'subject' | 'what' | 'peer' | 'way'>;

/** A program that cannot do a thing has not to try it a hundred times. */
const HOPELESS_RUNS = 5;

/** Runs of one thing by one program, of which only those count that were verified. */
export class Tally {
  readonly #place: Place;
  readonly #times: number[] = [];
  readonly #device: number[] = [];
  #last: Account | undefined;
  #whileTyping = 0;
  #voids = 0;
  #trouble = '';

  constructor(place: Place) {
    this.#place = place;
  }

  /**
   * @param ms how long it took
   * @param account what the device did meanwhile
   * @param whileTyping how many of its commands came before the PIN was typed
   */
  add(ms: number, account: Account, whileTyping = 0): void {
    this.#whileTyping = whileTyping;
    this.#times.push(ms);
    this.#device.push(account.deviceMs);
    this.#last = account;
  }

  /** A run whose outcome was not right, and whose time is worth nothing. */
  addVoid(reason: unknown): void {
    this.#voids += 1;
    this.#trouble = reason instanceof Error ? reason.message : String(reason);
  }

  /** Whether no run was right so far, and enough were tried to know that none will be. */
  get isHopeless(): boolean {
    return this.#last === undefined && this.#voids >= HOPELESS_RUNS;
  }

  /** The row, or an empty one that tells why no run counts. */
  row(): Row {
    const voids = this.#voids;
    if (this.#last === undefined)
      return { ...this.#place, unit: 'ms', empty: this.#trouble, voids };
    const overhead = this.#times.map((ms, run) => ms - (this.#device[run] ?? 0));
    return {
      ...this.#place,
      unit: 'ms',
      summary: summarise(this.#times),
      deviceMs: summarise(this.#device).median,
      overhead: summarise(overhead),
      commands: this.#last.commands,
      ...(this.#whileTyping > 0 ? { whileTyping: this.#whileTyping } : {}),
      frames: this.#last.frames,
      voids,
    };
  }
}
