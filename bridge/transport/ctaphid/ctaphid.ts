import { HID_ERROR } from '../../../shared/errors/ctap-hid-errors.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { pause } from '../deadline.ts';
import type { ExchangeOptions } from '../transport.ts';
import { hidError } from './hid-error.ts';
import type { Inbox } from './inbox.ts';
import type { InitResponse } from './init-response.ts';
import type { Received } from './message-assembler.ts';
import type { HidMessage } from './packets.ts';
import { BROADCAST_CHANNEL, HID_COMMAND } from './protocol.ts';
import {
  BUSY_MS,
  BUSY_PAUSE_MS,
  type InitPatience,
  ReportLink,
  type ReportPipe,
} from './report-link.ts';

/** INIT is answered at once, also while the device works for somebody else. */
const OPENING: InitPatience = { tries: 3, timeoutMs: 1_000 };
/** The device is known to answer INIT; when it does not any more, nothing else will help. */
const RESYNC: InitPatience = { tries: 1, timeoutMs: 400 };
/** Between two signs of life while an answer is awaited. Keepalives come every 100 ms. */
const ANSWER_MS = 5_000;
/** The same for what makes keys, asks for a touch or clears memory: keys forget keepalives then. */
const LONG_ANSWER_MS = 20_000;
/** What every key only has to look up. */
const GET_INFO = 0x04;
/** U2F's register and authenticate, during which some keys wait for the person and say nothing. */
const U2F_WITH_TOUCH: readonly (number | undefined)[] = [0x01, 0x02];
/** How long a device may take to end what was cancelled. */
const CANCEL_MS = 500;

const NEVER = new AbortController().signal;

/** How far a message got: a part of it to the device, all of it, or to where work on it began. */
type Reached = 'cut' | 'sent' | 'begun';

/** The protocol CTAPHID (CTAP 2.1 §11.2) with one device, on a channel of our own. */
export class CtapHid {
  readonly #link: ReportLink;
  #channel = BROADCAST_CHANNEL;
  /** Whether an answer that nobody waits for may still come. */
  #unsettled = false;

  constructor(pipe: ReportPipe) {
    this.#link = new ReportLink(pipe);
  }

  /** Takes one input report. */
  receive(report: Uint8Array): void {
    this.#link.receive(report);
  }

  /** The device is gone: whatever waits or is asked for later fails with the first such error. */
  fail(error: Error): void {
    this.#link.fail(error);
  }

  /**
   * Allocates our channel (CTAP 2.1 §11.2.9.1.3). It must have ended well before anything else.
   * @throws WardkeyError `device-mute`, `device-busy`, `device-garbled`; the signal's reason
   */
  async open(signal: AbortSignal): Promise<InitResponse> {
    const response = await this.#link.init(BROADCAST_CHANNEL, OPENING, signal);
    this.#channel = response.channel;
    this.#unsettled = false;
    return response;
  }

  /**
   * CTAPHID_CBOR: one CTAP2 message and its answer.
   * @param message command byte and CBOR, 1 to 7,609 bytes where reports have 64
   * @returns status byte and CBOR, at least 1 byte
   * @throws WardkeyError `device-mute`, `device-busy`, `device-garbled`; for a message that is sent
   *   once to a device that has begun anew, `device-busy` with the fact `unsettled`; the signal's
   *   reason, once the device has ended what it was doing
   */
  async cbor(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const answer = await this.#transact(HID_COMMAND.CBOR, message, options);
    if (answer.length === 0) throw garbled('hid-empty-answer');
    return answer;
  }

  /**
   * CTAPHID_MSG: one U2F command APDU and its answer. It cannot be cancelled.
   * @throws as {@link cbor}
   */
  msg(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    return this.#transact(HID_COMMAND.MSG, apdu, { signal, onKeepalive: () => {} });
  }

  /**
   * CTAPHID_PING: the device sends back what it gets.
   * @throws WardkeyError `device-garbled` when it does not; as {@link cbor}
   */
  async ping(data: Uint8Array, signal: AbortSignal): Promise<void> {
    const echo = await this.#transact(HID_COMMAND.PING, data, { signal, onKeepalive: () => {} });
    if (Buffer.compare(echo, data) !== 0) throw garbled('hid-ping');
  }

  /**
   * CTAPHID_WINK: the device shows itself to the person, if it can.
   * @throws as {@link cbor}
   */
  async wink(signal: AbortSignal): Promise<void> {
    await this.#transact(HID_COMMAND.WINK, new Uint8Array(), { signal, onKeepalive: () => {} });
  }

  /**
   * CTAPHID_LOCK: no other channel is heard meanwhile. Devices may lack it.
   * @param seconds 1 to 10; 0 ends it
   * @throws as {@link cbor}
   */
  async lock(seconds: number, signal: AbortSignal): Promise<void> {
    const payload = Uint8Array.of(seconds);
    await this.#transact(HID_COMMAND.LOCK, payload, { signal, onKeepalive: () => {} });
  }

  async #transact(
    command: number,
    payload: Uint8Array,
    options: ExchangeOptions,
  ): Promise<Uint8Array> {
    const { signal } = options;
    const end = performance.now() + BUSY_MS;
    let again = true;
    for (;;) {
      signal.throwIfAborted();
      if (this.#unsettled) await this.#resync(signal);
      const message = { channel: this.#channel, command, payload };
      const { answer, reached } = await this.#ask(message, options);
      if (answer.command === command) return answer.payload;
      const code = answer.payload[0] ?? 0;
      // A lock that stands after the own channel was made sure of is another program's, and ends soon.
      if (code === HID_ERROR.CHANNEL_BUSY || (!again && code === HID_ERROR.LOCK_REQUIRED)) {
        if (performance.now() > end) throw hidError(code);
        await pause(BUSY_PAUSE_MS, signal);
      } else if (options.once === true && code === HID_ERROR.INVALID_CHANNEL) {
        // A key that forgot the channel has begun anew, and no longer knows what the message was made for.
        await this.open(signal);
        throw hidError(code, { unsettled: true });
      } else if (again && isChannelLost(code)) {
        // The device forgot us, or the channel went to somebody else: nothing was done yet.
        again = false;
        await this.open(signal);
      } else if (again && hasNothingDone(reached, code, options)) {
        again = false;
        this.#unsettled = true;
      } else {
        throw hidError(code);
      }
    }
  }

  /** Sends a message and waits for its answer, which may be an ERROR. */
  async #ask(
    message: HidMessage,
    options: ExchangeOptions,
  ): Promise<{ readonly answer: HidMessage; readonly reached: Reached }> {
    const inbox = this.#link.listen(message.channel, ({ command }) => command === message.command);
    this.#unsettled = true;
    let reached: Reached = (await this.#link.send(message)) ? 'sent' : 'cut';
    const answer = await this.#answer(message, inbox, {
      ...options,
      onKeepalive: (status) => {
        reached = 'begun';
        options.onKeepalive(status);
      },
    });
    this.#unsettled = false;
    return { answer, reached };
  }

  async #answer(asked: HidMessage, inbox: Inbox, options: ExchangeOptions): Promise<HidMessage> {
    const { command } = asked;
    const { signal, onKeepalive } = options;
    const patience = mayBeSilent(asked) ? LONG_ANSWER_MS : ANSWER_MS;
    for (;;) {
      const received = await inbox.nextWhole(patience, signal);
      if (signal.aborted) {
        if (isAnswer(received, command)) this.#unsettled = false;
        else await this.#cancel(command, inbox).catch(() => undefined);
        throw signal.reason;
      }
      if (received === null) throw new WardkeyError('device-mute');
      if (received.kind === 'broken') throw garbled(received.reason);
      if (received.kind !== 'message') continue;
      const { message } = received;
      if (isAnswer(received, command)) return message;
      if (message.command === HID_COMMAND.KEEPALIVE) {
        onKeepalive(message.payload[0] === 0x02 ? 'touch-needed' : 'processing');
      }
    }
  }

  /**
   * Has the device end what it does. CANCEL has no answer of its own: what was asked for answers
   * instead, with its result if that was quicker (CTAP 2.1 §11.2.9.1.5).
   */
  async #cancel(command: number, inbox: Inbox): Promise<void> {
    if (command === HID_COMMAND.CBOR) {
      const cancel = { command: HID_COMMAND.CANCEL, payload: new Uint8Array() };
      await this.#link.send({ channel: this.#channel, ...cancel });
    }
    const end = performance.now() + CANCEL_MS;
    while (performance.now() < end) {
      const received = await inbox.next(Math.max(end - performance.now(), 0), NEVER);
      if (isAnswer(received, command)) {
        this.#unsettled = false;
        return;
      }
    }
    // It heeds no CANCEL, but must heed INIT.
    await this.#resync(NEVER);
  }

  /** INIT on the own channel ends all that went before on it (CTAP 2.1 §11.2.9.1.3). */
  async #resync(signal: AbortSignal): Promise<void> {
    await this.#link.init(this.#channel, RESYNC, signal);
    this.#unsettled = false;
  }
}

function isAnswer(received: Received | null, command: number): boolean {
  if (received?.kind !== 'message') return false;
  return received.message.command === command || received.message.command === HID_COMMAND.ERROR;
}

/** Whether a device that works for us may be silent for longer than keepalives allow. */
function mayBeSilent({ command, payload }: HidMessage): boolean {
  return command === HID_COMMAND.MSG
    ? U2F_WITH_TOUCH.includes(payload[1])
    : command === HID_COMMAND.CBOR && payload[0] !== GET_INFO;
}

/** Whether a refusal says that the device never had the whole message: reports get lost on the way. */
function hasNothingDone(reached: Reached, code: number, { once }: ExchangeOptions): boolean {
  const isIncomplete = code === HID_ERROR.INVALID_SEQ || code === HID_ERROR.MSG_TIMEOUT;
  return reached === 'cut' || (reached === 'sent' && isIncomplete && once !== true);
}

function isChannelLost(code: number): boolean {
  return code === HID_ERROR.INVALID_CHANNEL || code === HID_ERROR.LOCK_REQUIRED;
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason } });
}
