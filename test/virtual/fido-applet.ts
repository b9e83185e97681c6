import { AppletExchange } from './applet/applet-exchange.ts';
import { type CommandApdu, parseCommandApdu } from './applet/command-apdu.ts';
import { respond, SW } from './applet/status-word.ts';
import type { VirtualCard } from './card.ts';
import { STATUS } from './status.ts';
import type { VirtualKey } from './virtual-key.ts';

const FIDO_AID = Buffer.from('a0000006472f0001', 'hex');

/** A contactless card in the manner of PC/SC part 3, "Wardkey" as its historical bytes. */
const ATR = Buffer.from('3b878001576172646b657951', 'hex');

const INS = { select: 0xa4, getResponse: 0xc0, message: 0x10, poll: 0x11, control: 0x12 } as const;
const CHAINED = 0x10;
const CAN_POLL = 0x80;
const CANCEL = 0x11;
const END = 0x01;

export interface FidoAppletOptions {
  readonly atr?: Uint8Array;
  /** What SELECT answers; else the newest version that the key has a string for. */
  readonly selectAnswer?: Uint8Array;
  /** Bytes of an answer that go into one short response, at most 256. */
  readonly chunkBytes?: number;
  /** Never says 9100 but waits inside the command, as cards do over contacts. */
  readonly blocking?: boolean;
  readonly extendedLength?: boolean;
  /** Answers a short command without Le with 61xx and no data. */
  readonly silentWithoutLe?: boolean;
  /** The only class byte that GET RESPONSE may have. */
  readonly getResponseClass?: 0x00 | 0x80;
  /** Says to a CTAP command before SELECT. */
  readonly statusWordUnselected?: number;
  /** Puts a CTAP error into the status word, without data. */
  readonly errorStatusWord?: (status: number) => number;
}

/** The key as a card: NFCCTAP (CTAP 2.1 §11.3) over whatever reader it lies on. */
export class FidoApplet implements VirtualCard {
  readonly atr: Uint8Array;
  readonly #key: VirtualKey;
  readonly #options: FidoAppletOptions;
  #selected = false;
  #chain: { readonly header: string; readonly parts: Uint8Array[] } | undefined;
  #running: AppletExchange | undefined;
  #unsent: Uint8Array = new Uint8Array();

  constructor(key: VirtualKey, options: FidoAppletOptions = {}) {
    this.#key = key;
    this.#options = options;
    this.atr = options.atr ?? ATR;
  }

  reset(): void {
    this.#running?.cancel();
    this.#running = undefined;
    this.#selected = false;
    this.#chain = undefined;
    this.#unsent = new Uint8Array();
    this.#key.powerCycle();
  }

  async transmit(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const apdu = parseCommandApdu(bytes);
    if (apdu === null || (apdu.extended && this.#options.extendedLength === false)) {
      return respond(SW.wrongLength);
    }
    if (apdu.ins === INS.getResponse) return this.#continue(apdu);
    this.#unsent = new Uint8Array();
    const pulled = () => this.#running?.cancel();
    signal.addEventListener('abort', pulled, { once: true });
    try {
      return await this.#perform(apdu, bytes, signal);
    } finally {
      signal.removeEventListener('abort', pulled);
    }
  }

  async #perform(apdu: CommandApdu, bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    if (apdu.cla === 0x00 && apdu.ins === INS.select) return this.#select(apdu);
    if (!this.#selected) {
      return respond(this.#options.statusWordUnselected ?? SW.instructionNotSupported);
    }
    if (apdu.cla === 0x00 && this.#key.speaksU2f) return this.#u2f(bytes, apdu, signal);
    if (!this.#key.speaksCtap2) return respond(SW.instructionNotSupported);
    if ((apdu.cla & ~CHAINED) !== 0x80) {
      return respond(apdu.cla === 0x00 ? SW.instructionNotSupported : SW.classNotSupported);
    }
    switch (apdu.ins) {
      case INS.message:
        return this.#message(apdu);
      case INS.poll:
        return this.#poll(apdu);
      case INS.control:
        return this.#control(apdu);
      default:
        return respond(SW.instructionNotSupported);
    }
  }

  /** U2F as it is (CTAP 2.1 §11.3.5.4); a long answer comes in pieces all the same. */
  async #u2f(bytes: Uint8Array, apdu: CommandApdu, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await this.#key.u2f(bytes, { signal, onKeepalive: () => {} });
    if (answer.length === 2) return answer;
    this.#unsent = answer.subarray(0, -2);
    return apdu.extended ? this.#send(apdu.le ?? 65_536, 65_536) : this.#send(apdu.le ?? 256);
  }

  async #select(apdu: CommandApdu): Promise<Uint8Array> {
    await this.#stop();
    this.#chain = undefined;
    this.#selected = apdu.p1 === 0x04 && Buffer.compare(apdu.data, FIDO_AID) === 0;
    if (!this.#selected) return respond(SW.fileNotFound);
    const isU2f = this.#key.model.versions.includes('U2F_V2');
    const version = Buffer.from(isU2f ? 'U2F_V2' : 'FIDO_2_0', 'latin1');
    return respond(SW.success, this.#options.selectAnswer ?? version);
  }

  /** NFCCTAP_MSG (§11.3.5.1): collects the chain, then lets the key work. */
  async #message(apdu: CommandApdu): Promise<Uint8Array> {
    if ((apdu.p1 & ~CAN_POLL) !== 0 || apdu.p2 !== 0) return respond(SW.wrongParameters);
    await this.#stop();
    const header = `${apdu.ins} ${apdu.p1} ${apdu.p2}`;
    const parts = this.#chain?.header === header ? this.#chain.parts : [];
    this.#chain = undefined;
    const message = Buffer.concat([...parts, apdu.data]);
    if ((apdu.cla & CHAINED) !== 0) {
      // One byte more than the key takes is enough for it to refuse the whole.
      this.#chain = { header, parts: [message.subarray(0, this.#key.model.maxMsgSize + 1)] };
      return respond(SW.success);
    }
    if (message.length === 0) return respond(SW.wrongLength);
    this.#running = new AppletExchange(this.#key, message);
    return this.#answer(apdu, (apdu.p1 & CAN_POLL) !== 0 && this.#options.blocking !== true);
  }

  /** NFCCTAP_GETRESPONSE (§11.3.7.1): polls, or cancels with P1 = 11. */
  async #poll(apdu: CommandApdu): Promise<Uint8Array> {
    if (this.#running === undefined) return respond(SW.conditionsNotSatisfied);
    if (apdu.p1 === CANCEL) this.#running.cancel();
    return this.#answer(apdu, true);
  }

  /** NFCCTAP_CONTROL (§11.3.5.3): the platform is done. */
  async #control(apdu: CommandApdu): Promise<Uint8Array> {
    if (apdu.p1 !== END || apdu.p2 !== 0) return respond(SW.wrongParameters);
    await this.#stop();
    return respond(SW.success);
  }

  async #answer(apdu: CommandApdu, mayPoll: boolean): Promise<Uint8Array> {
    const running = this.#running;
    if (running === undefined) return respond(SW.conditionsNotSatisfied);
    const progress = mayPoll ? await running.progress() : { answer: await running.answer() };
    if ('keepalive' in progress) {
      return respond(SW.notReady, Uint8Array.of(progress.keepalive === 'touch-needed' ? 2 : 1));
    }
    this.#running = undefined;
    const [status = STATUS.ok] = progress.answer;
    const { errorStatusWord } = this.#options;
    if (status !== STATUS.ok && errorStatusWord) return respond(errorStatusWord(status));
    this.#unsent = progress.answer;
    if (apdu.extended) return this.#send(apdu.le ?? 65_536, 65_536);
    if (apdu.le === undefined && this.#options.silentWithoutLe) return this.#send(0, 0);
    return this.#send(apdu.le ?? 256);
  }

  /** GET RESPONSE (ISO/IEC 7816-4 §7.6.1): the rest of an answer. */
  #continue(apdu: CommandApdu): Uint8Array {
    const { getResponseClass } = this.#options;
    const classes: readonly number[] =
      getResponseClass === undefined ? [0, 0x80] : [getResponseClass];
    if (!classes.includes(apdu.cla)) return respond(SW.classNotSupported);
    if (this.#unsent.length === 0) return respond(SW.conditionsNotSatisfied);
    return this.#send(apdu.le ?? 256);
  }

  #send(le: number, most: number = this.#options.chunkBytes ?? 256): Uint8Array {
    const size = Math.min(le, most);
    const data = this.#unsent.subarray(0, size);
    this.#unsent = this.#unsent.subarray(size);
    const left = this.#unsent.length;
    // 6100 says "256 or more".
    return respond(left === 0 ? SW.success : SW.moreData | (left >= 256 ? 0 : left), data);
  }

  /** Ends what still runs, as a key does that is sent something else. */
  async #stop(): Promise<void> {
    this.#running?.cancel();
    await this.#running?.answer();
    this.#running = undefined;
  }
}
