import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import {
  type ApduHead,
  type ApduResponse,
  extendedApdu,
  MAX_EXTENDED_DATA,
  shortApdu,
} from './apdu.ts';
import { pause } from './deadline.ts';
import { IsoExchange, type TransmitApdu } from './iso-exchange.ts';
import { answerOf, notFido, unsettled } from './nfcctap-answer.ts';
import {
  mayBeUnselected,
  SW,
  SW1_WARNING,
  saysNoChaining,
  saysNoPolling,
  saysNotSelected,
} from './status-words.ts';
import type { ExchangeOptions, KeepaliveStatus, U2fRequest } from './transport.ts';

/** The FIDO applet (CTAP 2.1 §11.3.3). */
const AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x06, 0x47, 0x2f, 0x00, 0x01);
const SELECT: ApduHead = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00 };
/** NFCCTAP_MSG; P1 says that we can poll. */
const MESSAGE: ApduHead = { cla: 0x80, ins: 0x10, p1: 0x80, p2: 0x00 };
/** NFCCTAP_GETRESPONSE: asks a busy authenticator again. */
const POLL: ApduHead = { cla: 0x80, ins: 0x11, p1: 0x00, p2: 0x00 };
/** The same, to cancel (CTAP 2.3). */
const CANCEL: ApduHead = { ...POLL, p1: 0x11 };
/** NFCCTAP_CONTROL: the platform has done. */
const END: ApduHead = { cla: 0x80, ins: 0x12, p1: 0x01, p2: 0x00 };

const NOTHING = new Uint8Array();
const ALL = 256;
const CHAINED = 0x10;
/** Data of each command of a chain: every card and reader that takes chaining takes this much. */
const PIECE_BYTES = 240;
const SHORT_BYTES = 255;

const STEP_MS = 3_000;
/** For commands that only compute. */
const COMPUTE_MS = 10_000;
/** For commands that ask for a touch: some cards block for 30 s and then say that it timed out. */
const TOUCH_MS = 40_000;
const TOUCH_COMMANDS: ReadonlySet<number> = new Set([0x01, 0x02, 0x07, 0x09, 0x0b, 0x40]);
const CLIENT_PIN = 0x06;
const GET_INFO = 0x04;
/** CTAP2_ERR_REQUEST_TOO_LARGE (CTAP 2.1 §8.2). */
const REQUEST_TOO_LARGE = 0x39;
/** Member 0x02 of authenticatorClientPIN, behind a protocol of one byte: a token for a finger. */
const SUBCOMMAND_TOKEN_BY_UV = Uint8Array.of(0x02, 0x06);
/** For an authenticator that asks to be polled: twice what it may wait for a touch. */
const POLLING_MS = 60_000;
const CANCEL_MS = 1_000;
/** Pauses between polls: short at first for what takes no touch, then as long as nobody feels. */
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 80;

/** What the card said to a message. */
interface Sent extends ApduResponse {
  /** Whether it refused a piece before the last, and so never got the whole. */
  readonly partial: boolean;
}

/**
 * CTAP over ISO 7816 (CTAP 2.1 §11.3), for cards and for keys at an NFC reader.
 *
 * Short APDUs with chaining come first: the specification asks every authenticator to take them,
 * while extended length fails with T=0 and with some readers. A card that refuses to chain is
 * spoken to in extended length from then on.
 */
export class NfcCtap {
  readonly #iso: IsoExchange;
  #selected = false;
  /** Nothing was sent since SELECT, so no other program can have selected its own applet. */
  #fresh = false;
  #extended = false;
  #polling = true;

  constructor(transmit: TransmitApdu) {
    this.#iso = new IsoExchange(transmit);
  }

  /** The card was reset, or another program may have selected its own applet. */
  forgetSelection(): void {
    this.#selected = false;
  }

  /**
   * Selects the FIDO applet unless it is selected. That it answers is no proof of a FIDO
   * authenticator: only getInfo is.
   * @throws WardkeyError `device-not-fido`, and what transmitting throws
   */
  async select(signal: AbortSignal): Promise<void> {
    // Selected already means in a transaction of before: others may have come between.
    this.#fresh = false;
    if (this.#selected) return;
    signal.throwIfAborted();
    let { statusWord } = await this.#iso.ask(shortApdu(SELECT, AID, ALL), STEP_MS, signal);
    if (statusWord === SW.WRONG_LENGTH) {
      // Cards exist that want no Le here.
      ({ statusWord } = await this.#iso.ask(shortApdu(SELECT, AID), STEP_MS, signal));
    }
    if (statusWord !== SW.OK) throw notFido(statusWord);
    this.#selected = true;
    this.#fresh = true;
  }

  /**
   * Sends a CTAP message and waits for its answer, polling as long as the authenticator asks for it.
   * @param message command byte and CBOR; more than 65,535 bytes are answered in the card's place
   * @returns status byte and CBOR
   * @throws WardkeyError `device-not-fido`, `device-garbled`, `device-mute`, and what transmitting
   *   throws; for a message that is sent once, `device-busy` with the fact `unsettled`; the signal's
   *   reason
   */
  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const { signal } = options;
    // Whatever the card says that it takes: an APDU has no room for more (ISO/IEC 7816-3 §12.1).
    if (message.length > MAX_EXTENDED_DATA) return Uint8Array.of(REQUEST_TOO_LARGE);
    try {
      const response = await this.#poll(await this.#offer(message, options), options);
      signal.throwIfAborted();
      // Only getInfo finds out what it is: whoever asks for more knows.
      return answerOf(response, message[0] !== GET_INFO);
    } catch (error) {
      // Whatever the applet was doing, selecting it anew ends it.
      this.#selected = false;
      throw error;
    }
  }

  /**
   * Sends one U2F message as it is (CTAP 2.1 §11.3.5.4).
   * @returns data and status word
   * @throws WardkeyError as {@link exchange}
   */
  async u2f({ ins, p1, data }: U2fRequest, signal: AbortSignal): Promise<Uint8Array> {
    const head = { cla: 0x00, ins, p1, p2: 0x00 };
    const apdu = data.length > SHORT_BYTES ? extendedApdu(head, data) : shortApdu(head, data, ALL);
    try {
      await this.select(signal);
      let response = await this.#iso.ask(apdu, TOUCH_MS, signal);
      // To U2F, 6985 means that a touch is missing.
      const touch = response.statusWord === SW.CONDITIONS_NOT_SATISFIED;
      if (mayBeUnselected(response.statusWord) && !touch) {
        this.#selected = false;
        await this.select(signal);
        response = await this.#iso.ask(apdu, TOUCH_MS, signal);
      }
      signal.throwIfAborted();
      return Buffer.concat([response.data, wordOf(response.statusWord)]);
    } catch (error) {
      this.#selected = false;
      throw error;
    }
  }

  /** Tells the authenticator that no more commands come. */
  async end(signal: AbortSignal): Promise<void> {
    if (!this.#selected) return;
    this.#selected = false;
    await this.#iso.ask(shortApdu(END, NOTHING), STEP_MS, signal);
  }

  /** Sends the message until the card takes it, in the ways that cards are known to differ. */
  async #offer(message: Uint8Array, { signal, once }: ExchangeOptions): Promise<ApduResponse> {
    if (once === true) return this.#offerOnce(message, signal);
    if (!this.#selected) await this.select(signal);
    const fresh = this.#fresh;
    const [polling, extended] = [this.#polling, this.#extended];
    const response = await this.#offerToSelected(message, fresh, signal);
    if (fresh || !mayBeUnselected(response.statusWord)) return response;
    // Another program selected its own applet, or the card forgot ours after a reset. What the other
    // one takes says nothing of ours.
    this.#polling = polling;
    this.#extended = extended;
    this.#selected = false;
    await this.select(signal);
    return this.#offerToSelected(message, true, signal);
  }

  /** @param fresh whether it is sure that our applet answers */
  async #offerToSelected(
    message: Uint8Array,
    fresh: boolean,
    signal: AbortSignal,
  ): Promise<ApduResponse> {
    let sent = await this.#send(message, signal);
    if (!fresh && saysNotSelected(sent.statusWord)) return sent;
    if (this.#polling && saysNoPolling(sent.statusWord)) {
      this.#polling = false;
      sent = await this.#send(message, signal);
    }
    return this.#unchained(message, sent, signal);
  }

  /** Some cards have done what they then refuse: what is sent once is not offered again. */
  async #offerOnce(message: Uint8Array, signal: AbortSignal): Promise<ApduResponse> {
    if (!this.#selected) throw unsettled();
    const extended = this.#extended;
    const sent = await this.#unchained(message, await this.#send(message, signal), signal);
    const { statusWord } = sent;
    const mayHaveCounted = statusWord >> 8 === SW1_WARNING;
    if (mayBeUnselected(statusWord) || mayHaveCounted) {
      // Another applet may have spoken, and what it takes says nothing of ours.
      this.#extended = extended;
      throw unsettled(statusWord);
    }
    return sent;
  }

  /** Goes over to extended length when the card refused a piece: it has not got the command yet. */
  async #unchained(message: Uint8Array, sent: Sent, signal: AbortSignal): Promise<ApduResponse> {
    if (!sent.partial) return sent;
    this.#extended = true;
    const whole = await this.#send(message, signal);
    // No better in one piece: then it was not the chaining that the card minds.
    if (whole.data.length === 0 && !saysNoChaining(sent.statusWord)) this.#extended = false;
    return whole;
  }

  async #send(message: Uint8Array, signal: AbortSignal): Promise<Sent> {
    const head = { ...MESSAGE, p1: this.#polling ? MESSAGE.p1 : 0 };
    const timeoutMs = waitsForPerson(message) ? TOUCH_MS : COMPUTE_MS;
    signal.throwIfAborted();
    this.#fresh = false;
    if (this.#extended) return whole(this.#iso.ask(extendedApdu(head, message), timeoutMs, signal));
    let rest = message;
    while (rest.length > SHORT_BYTES) {
      const piece = shortApdu({ ...head, cla: head.cla | CHAINED }, rest.subarray(0, PIECE_BYTES));
      const response = await this.#iso.ask(piece, STEP_MS, signal);
      // An answer to a piece: the card took it for the whole.
      const isTaken = response.statusWord === SW.OK && response.data.length === 0;
      if (!isTaken) return { ...response, partial: true };
      rest = rest.subarray(PIECE_BYTES);
      signal.throwIfAborted();
    }
    return whole(this.#iso.ask(shortApdu(head, rest, ALL), timeoutMs, signal));
  }

  async #poll(first: ApduResponse, options: ExchangeOptions): Promise<ApduResponse> {
    const { signal, onKeepalive } = options;
    // A signal of its own: the authenticator is still asked after a cancel, until it is quiet.
    const polling = new AbortController().signal;
    let response = first;
    let wait = FIRST_PAUSE_MS;
    let end = performance.now() + POLLING_MS;
    let cancelled = false;
    while (response.statusWord === SW.KEEPALIVE) {
      if (performance.now() > end) {
        signal.throwIfAborted();
        throw new WardkeyError('device-mute');
      }
      if (!cancelled) {
        onKeepalive(keepaliveStatus(response.data));
        await pause(wait, signal);
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      } else {
        await pause(wait, polling);
      }
      const cancelNow = signal.aborted && !cancelled;
      if (cancelNow) {
        cancelled = true;
        end = performance.now() + CANCEL_MS;
        wait = FIRST_PAUSE_MS;
      }
      const command = shortApdu(cancelNow ? CANCEL : POLL, NOTHING, ALL);
      response = await this.#iso.ask(command, STEP_MS, cancelled ? polling : signal);
    }
    return response;
  }
}

async function whole(response: Promise<ApduResponse>): Promise<Sent> {
  return { ...(await response), partial: false };
}

function keepaliveStatus(data: Uint8Array): KeepaliveStatus {
  return data[0] === 0x02 ? 'touch-needed' : 'processing';
}

function wordOf(statusWord: number): Uint8Array {
  return Uint8Array.of(statusWord >> 8, statusWord & 0xff);
}

/** Whether the authenticator answers a message only once it was touched, or knows the finger. */
function waitsForPerson(message: Uint8Array): boolean {
  const command = message[0] ?? 0;
  const byFinger =
    command === CLIENT_PIN && Buffer.compare(message.subarray(4, 6), SUBCOMMAND_TOKEN_BY_UV) === 0;
  return byFinger || TOUCH_COMMANDS.has(command);
}
