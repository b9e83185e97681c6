import { type CommandApdu, parseCommandApdu } from '../applet/command-apdu.ts';
import { respond, SW } from '../applet/status-word.ts';
import type { VirtualCard } from '../card.ts';
import { PivApplet } from './piv-applet.ts';
import type { PivCardOptions } from './piv-options.ts';

/** T=1 over contacts, "Wardkey" as its historical bytes. */
const ATR = Buffer.from('3b8701576172646b6579', 'hex');

const CHAINED = 0x10;
const GET_RESPONSE = 0xc0;
const MOST_CHAINED_BYTES = 4_096;

/** A PIV card (SP 800-73-4) in a reader: what ISO/IEC 7816-4 asks of any card around its applet. */
export class PivCard implements VirtualCard {
  readonly atr: Uint8Array;
  readonly applet: PivApplet;
  readonly #options: PivCardOptions;
  #chain: Uint8Array = new Uint8Array();
  #unsent: Uint8Array = new Uint8Array();

  constructor(options: PivCardOptions = {}) {
    this.#options = options;
    this.applet = new PivApplet(options);
    this.atr = options.atr ?? withCheckByte(ATR);
  }

  reset(): void {
    this.#chain = new Uint8Array();
    this.#unsent = new Uint8Array();
    this.applet.reset();
  }

  async transmit(bytes: Uint8Array): Promise<Uint8Array> {
    const apdu = parseCommandApdu(bytes);
    if (apdu === null) return respond(SW.wrongLength);
    if (apdu.extended && this.#options.extendedLength === false) return respond(SW.wrongLength);
    if (apdu.ins === GET_RESPONSE) return this.#continue(apdu);
    this.#unsent = new Uint8Array();
    if ((apdu.cla & ~CHAINED) !== 0) return respond(SW.classNotSupported);
    const data = Buffer.concat([this.#chain, apdu.data]);
    this.#chain = new Uint8Array();
    if (data.length > MOST_CHAINED_BYTES) return respond(SW.wrongLength);
    if ((apdu.cla & CHAINED) !== 0) {
      this.#chain = data;
      return respond(SW.success);
    }
    const { statusWord, data: answer } = this.applet.perform({ ...apdu, data });
    if (statusWord !== SW.success || answer.length === 0) return respond(statusWord, answer);
    return this.#answer(apdu, answer);
  }

  #answer(apdu: CommandApdu, answer: Uint8Array): Uint8Array {
    const isCase4 = apdu.data.length > 0;
    if (this.#options.exactLe === true && !isCase4 && apdu.le !== answer.length) {
      // As cards with T=0 do (ISO/IEC 7816-3 §12.2.3): nothing is sent before the length is right.
      return respond(SW.wrongLe | (answer.length & 0xff));
    }
    this.#unsent = answer;
    // Over T=1 cards give what they have also to a command that has no Le.
    const most = apdu.extended ? 65_536 : 256;
    return this.#send(apdu.le ?? (this.#options.exactLe === true ? 0 : most), most);
  }

  #continue(apdu: CommandApdu): Uint8Array {
    if (apdu.cla !== 0) return respond(SW.classNotSupported);
    if (this.#unsent.length === 0) return respond(SW.conditionsNotSatisfied);
    return this.#send(apdu.le ?? 256, 256);
  }

  #send(le: number, most: number): Uint8Array {
    const size = Math.min(le, most);
    const data = this.#unsent.subarray(0, size);
    this.#unsent = this.#unsent.subarray(size);
    const left = this.#unsent.length;
    return respond(left === 0 ? SW.success : SW.moreData | (left >= 256 ? 0 : left), data);
  }
}

/** With the byte that makes the exclusive-or of all but the first zero (ISO/IEC 7816-3 §8.2.5). */
function withCheckByte(atr: Uint8Array): Uint8Array {
  const check = atr.subarray(1).reduce((sum, byte) => sum ^ byte, 0);
  return Uint8Array.of(...atr, check);
}
