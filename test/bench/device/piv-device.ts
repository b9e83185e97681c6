import { setTimeout as sleep } from 'node:timers/promises';
import type { VirtualCard } from '../../virtual/card.ts';
import { PrivatePcscd } from '../../virtual/pcsc-reader/private-pcscd.ts';
import { PivCard } from '../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../virtual/piv-card/piv-options.ts';
import type { Account } from './bench-device.ts';

const READER = 'Wardkey Bench Reader';

/** How long the card takes for a command at least, in milliseconds, by instruction byte. */
const SCRIPT_MS: ReadonlyMap<number, number> = new Map([
  [0x20, 10],
  [0x87, 40],
  [0xcb, 3],
]);
const OTHER_MS = 1;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x20, 'VERIFY'],
  [0x87, 'GENERAL AUTHENTICATE'],
  [0xa4, 'SELECT'],
  [0xc0, 'GET RESPONSE'],
  [0xcb, 'GET DATA'],
]);

/** A PIV card whose commands take the times of a script, and that keeps account of them. */
class TimedPivCard implements VirtualCard {
  readonly atr: Uint8Array;
  readonly sent: string[] = [];
  busyMs = 0;
  readonly #card: PivCard;

  constructor(options: PivCardOptions) {
    this.#card = new PivCard(options);
    this.atr = this.#card.atr;
  }

  reset(): void {
    this.#card.reset();
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const started = performance.now();
    const ins = apdu[1] ?? 0;
    this.sent.push(NAMES.get(ins) ?? `INS ${ins.toString(16).padStart(2, '0')}`);
    const answer = await this.#card.transmit(apdu);
    const left = (SCRIPT_MS.get(ins) ?? OTHER_MS) - (performance.now() - started);
    if (left > 0) await sleep(left);
    this.busyMs += performance.now() - started;
    return answer;
  }
}

/** A PIV card that lies on a reader of a pcscd of the benchmark's own. */
export class PivDevice {
  readonly name = READER;
  readonly env: Readonly<Record<string, string>>;
  readonly #pcscd: PrivatePcscd;
  readonly #card: TimedPivCard;

  private constructor(pcscd: PrivatePcscd, card: TimedPivCard) {
    this.#pcscd = pcscd;
    this.#card = card;
    this.env = pcscd.env;
  }

  static async start(options: PivCardOptions): Promise<PivDevice> {
    const pcscd = await PrivatePcscd.start({ readers: [READER] });
    const card = new TimedPivCard(options);
    pcscd.readers[0]?.insert(card);
    return new PivDevice(pcscd, card);
  }

  wrap([program = '', ...args]: readonly string[]): [string, ...string[]] {
    return [program, ...args];
  }

  /** Begins to keep account of the card. @returns tells what it did since */
  account(): () => Account {
    const { busyMs, sent } = this.#card;
    const before = sent.length;
    return () => ({
      deviceMs: this.#card.busyMs - busyMs,
      commands: sent.slice(before),
      frames: 2 * (sent.length - before),
    });
  }

  close(): Promise<void> {
    return this.#pcscd.stop();
  }
}
