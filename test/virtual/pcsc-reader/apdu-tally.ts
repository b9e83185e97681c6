import { parseCommandApdu } from '../applet/command-apdu.ts';
import type { VirtualCard } from '../card.ts';

const CHAINED = 0x10;
const CLIENT_PIN = 0x06;
const INS = { select: 0xa4, getResponse: 0xc0, message: 0x10, poll: 0x11, control: 0x12 } as const;

/** What went to a card, and how. */
export interface ApduCount {
  /** Command APDUs, all of them. */
  readonly apdus: number;
  /**
   * What they were for, in order: `select`, CTAP commands such as `01` and `06/09`, U2F's such as
   * `u2f:02/07`, `end`. Pieces of a chain and of an answer count once together, polls not at all.
   */
  readonly messages: readonly string[];
  /** How often the card was asked whether it is ready. */
  readonly polls: number;
}

/** Stands in front of a card and counts what comes over the wire. */
export class ApduTally implements VirtualCard {
  readonly #card: VirtualCard;
  #apdus = 0;
  #polls = 0;
  #messages: string[] = [];
  #chain: Uint8Array[] = [];

  constructor(card: VirtualCard) {
    this.#card = card;
  }

  get atr(): Uint8Array {
    return this.#card.atr;
  }

  reset(): void {
    this.#chain = [];
    this.#card.reset();
  }

  transmit(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    this.#apdus += 1;
    this.#note(bytes);
    return this.#card.transmit(bytes, signal);
  }

  /** @returns what was counted since the last call */
  take(): ApduCount {
    const count = { apdus: this.#apdus, messages: this.#messages, polls: this.#polls };
    this.#apdus = 0;
    this.#polls = 0;
    this.#messages = [];
    return count;
  }

  #note(bytes: Uint8Array): void {
    const apdu = parseCommandApdu(bytes);
    if (apdu === null) {
      this.#messages.push('malformed');
      return;
    }
    const { cla, ins, p1, data } = apdu;
    if (ins === INS.getResponse) return;
    if (ins === INS.select) this.#messages.push('select');
    else if ((cla & ~CHAINED) !== 0x80) this.#messages.push(`u2f:${hex(ins)}/${hex(p1)}`);
    else if (ins === INS.message) this.#noteMessage((cla & CHAINED) !== 0, data);
    else if (ins === INS.poll) this.#polls += 1;
    else this.#messages.push(ins === INS.control ? 'end' : `unknown-${hex(ins)}`);
  }

  #noteMessage(goesOn: boolean, data: Uint8Array): void {
    this.#chain.push(data);
    if (goesOn) return;
    const message = Buffer.concat(this.#chain);
    this.#chain = [];
    const [command = 0] = message;
    // A map, protocol first: A? 01 xx 02 yy (CTAP 2.1 §6.5.5).
    const subCommand = command === CLIENT_PIN ? [message[5] ?? 0] : [];
    this.#messages.push([command, ...subCommand].map(hex).join('/'));
  }
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
