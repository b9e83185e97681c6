import { type ErrorFacts, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type ApduHead, type ApduResponse, hasShortLe, parseResponse, shortApdu } from './apdu.ts';
import { refusesGetResponse, SW1_MORE, SW1_WRONG_LE } from './status-words.ts';

/**
 * Sends one command APDU to the card.
 * @param timeoutMs after which the card counts as mute
 * @returns data and status word
 */
export type TransmitApdu = (
  apdu: Uint8Array,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<Uint8Array>;

const GET_RESPONSE: ApduHead = { cla: 0x00, ins: 0xc0, p1: 0x00, p2: 0x00 };
const NOTHING = new Uint8Array();
/** An answer may be an extended one in full, however it comes. */
const MAX_ANSWER_BYTES = 65_536;
const MAX_EMPTY_PIECES = 3;
const PIECE_MS = 3_000;
/** For all pieces of an answer together. */
const ANSWER_MS = 20_000;

/** Commands whose answers may come in pieces (ISO/IEC 7816-4 §5.3.4). */
export class IsoExchange {
  readonly #transmit: TransmitApdu;
  #getResponse = GET_RESPONSE;

  constructor(transmit: TransmitApdu) {
    this.#transmit = transmit;
  }

  /**
   * Sends a command and collects its answer with GET RESPONSE.
   * @param timeoutMs for the command itself
   * @returns at most 65,536 bytes of data, and the last status word
   * @throws WardkeyError `device-garbled`, `device-mute`, and what transmitting throws
   */
  async ask(apdu: Uint8Array, timeoutMs: number, signal: AbortSignal): Promise<ApduResponse> {
    let response = await this.#send(apdu, { timeoutMs, signal });
    const parts = [response.data];
    let bytes = response.data.length;
    let empty = 0;
    const end = performance.now() + ANSWER_MS;
    while (response.statusWord >> 8 === SW1_MORE) {
      if (performance.now() > end) throw new WardkeyError('device-mute');
      response = await this.#getMore(response.statusWord & 0xff, signal);
      parts.push(response.data);
      bytes += response.data.length;
      empty = response.data.length === 0 ? empty + 1 : 0;
      if (bytes > MAX_ANSWER_BYTES || empty > MAX_EMPTY_PIECES) throw garbled(response.statusWord);
    }
    if (bytes > MAX_ANSWER_BYTES) throw garbled(response.statusWord);
    return { data: join(parts, bytes), statusWord: response.statusWord };
  }

  async #getMore(length: number, signal: AbortSignal): Promise<ApduResponse> {
    const options = { timeoutMs: PIECE_MS, signal };
    const get = (le: number): Promise<ApduResponse> =>
      this.#send(shortApdu(this.#getResponse, NOTHING, le), options);
    let response = await get(length);
    if (this.#getResponse === GET_RESPONSE && refusesGetResponse(response.statusWord)) {
      // CTAP 2.1 §11.3.7 writes CLA 80; nearly all cards take the 00 of ISO, some only one of them.
      this.#getResponse = { ...GET_RESPONSE, cla: 0x80 };
      response = await get(length);
    }
    return response;
  }

  /** A card that is told a wrong Le has done nothing yet, and says the right one (ISO/IEC 7816-4 §5.1.3). */
  async #send(apdu: Uint8Array, options: Parameters<TransmitApdu>[1]): Promise<ApduResponse> {
    const response = parseResponse(await this.#transmit(apdu, options));
    if (response.statusWord >> 8 !== SW1_WRONG_LE || !hasShortLe(apdu)) return response;
    const corrected = Uint8Array.from([...apdu.subarray(0, -1), response.statusWord & 0xff]);
    return parseResponse(await this.#transmit(corrected, options));
  }
}

/** An answer that breaks the rules. */
export function garbled(statusWord: number): WardkeyError {
  return new WardkeyError('device-garbled', { facts: statusWordFact(statusWord) });
}

/** A status word as a fact of an error: four hex digits. */
export function statusWordFact(statusWord: number): ErrorFacts {
  return { statusWord: statusWord.toString(16).toUpperCase().padStart(4, '0') };
}

function join(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
