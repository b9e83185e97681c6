import { HID_ERROR } from '../../../shared/errors/ctap-hid-errors.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { pause } from '../deadline.ts';
import { Inbox, type IsWanted } from './inbox.ts';
import {
  type InitResponse,
  isOwnInitResponse,
  newNonce,
  parseInitResponse,
} from './init-response.ts';
import { MessageAssembler } from './message-assembler.ts';
import { type HidMessage, packetsOf } from './packets.ts';
import { HID_COMMAND } from './protocol.ts';

/** A HID device that is open: reports go out here, and come in by {@link ReportLink.receive}. */
export interface ReportPipe {
  /** Length of a report, without its ID, 8 to 64 bytes. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Sends one report of `outputBytes`. */
  write(report: Uint8Array): Promise<void>;
}

/** How long INIT is given. */
export interface InitPatience {
  readonly tries: number;
  /** For each try. */
  readonly timeoutMs: number;
}

/** How long another program may have the device before we say so (CTAP 2.1 §11.2.5.3). */
export const BUSY_MS = 3_000;
export const BUSY_PAUSE_MS = 100;

/** A device that takes no report is as good as mute; the system gives up after about 5 s. */
const WRITE_MS = 2_000;

/** Messages to a device and from it, one channel at a time. */
export class ReportLink {
  readonly #pipe: ReportPipe;
  #inbox = new Inbox(() => false);
  #assembler: MessageAssembler | null = null;
  #failure: Error | null = null;

  constructor(pipe: ReportPipe) {
    this.#pipe = pipe;
  }

  /** Takes one input report. */
  receive(report: Uint8Array): void {
    const received = this.#assembler?.take(report);
    if (received !== undefined && received.kind !== 'foreign') this.#inbox.put(received);
  }

  /** The device is gone: whatever waits or is asked for later fails with the first such error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#inbox.fail(this.#failure);
  }

  /**
   * Listens to one channel from now on; what has come so far is forgotten.
   * @param isWanted whether a message may be what is waited for
   */
  listen(channel: number, isWanted: IsWanted): Inbox {
    this.#assembler = new MessageAssembler(channel, this.#pipe.inputBytes);
    this.#inbox = new Inbox(isWanted);
    if (this.#failure !== null) this.#inbox.fail(this.#failure);
    return this.#inbox;
  }

  /**
   * Sends a message, unless the device refuses it half-way: the rest is then left out.
   * @returns whether the device has got the whole message
   * @throws WardkeyError `device-mute`, and what {@link fail} was told
   */
  async send(message: HidMessage): Promise<boolean> {
    const { promise: mute, reject } = Promise.withResolvers<never>();
    const patience = setTimeout(() => reject(new WardkeyError('device-mute')), WRITE_MS);
    try {
      for (const packet of packetsOf(message, this.#pipe.outputBytes)) {
        if (this.#inbox.holdsRefusal) return false;
        if (this.#failure !== null) throw this.#failure;
        // One timer for all reports of a message: each has the whole time.
        patience.refresh();
        await Promise.race([this.#pipe.write(packet), mute]);
      }
      return true;
    } finally {
      clearTimeout(patience);
    }
  }

  /**
   * CTAPHID_INIT (CTAP 2.1 §11.2.9.1.3): on the broadcast channel it allocates a channel, on any
   * other it ends whatever the device does for that.
   * @throws WardkeyError `device-mute`, `device-busy`, `device-garbled`; the signal's reason
   */
  async init(channel: number, patience: InitPatience, signal: AbortSignal): Promise<InitResponse> {
    const end = performance.now() + BUSY_MS;
    for (let tries = 0; tries < patience.tries; ) {
      signal.throwIfAborted();
      const nonce = newNonce();
      const inbox = this.listen(
        channel,
        ({ command, payload }) => command === HID_COMMAND.INIT && isOwnInitResponse(payload, nonce),
      );
      await this.send({ channel, command: HID_COMMAND.INIT, payload: nonce });
      const response = await initResponse(inbox, nonce, patience.timeoutMs, signal);
      if (response === 'busy') {
        if (performance.now() > end) throw new WardkeyError('device-busy');
        await pause(BUSY_PAUSE_MS, signal);
      } else if (response === 'silent') {
        tries += 1;
      } else {
        return response;
      }
    }
    throw new WardkeyError('device-mute');
  }
}

async function initResponse(
  inbox: Inbox,
  nonce: Uint8Array,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<InitResponse | 'busy' | 'silent'> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const received = await inbox.next(Math.max(end - performance.now(), 0), signal);
    signal.throwIfAborted();
    if (received === null || performance.now() > end) return 'silent';
    // Anything else is somebody else's, or an old answer that INIT has made void.
    if (received.kind !== 'message') continue;
    const { command, payload } = received.message;
    if (command === HID_COMMAND.ERROR && payload[0] === HID_ERROR.CHANNEL_BUSY) return 'busy';
    const response = command === HID_COMMAND.INIT ? parseInitResponse(payload, nonce) : null;
    if (response !== null) return response;
  }
}
