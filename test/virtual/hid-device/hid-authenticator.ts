import type { KeepaliveStatus } from '../../../bridge/transport/transport.ts';
import type { VirtualKey } from '../virtual-key.ts';
import {
  BROADCAST,
  COMMAND,
  FAULT,
  longestPayload,
  type Packet,
  parsePacket,
  reportsOf,
} from './packet.ts';

export interface HidAuthenticatorOptions {
  /** Length of its reports to the platform, and from it; without IDs. */
  readonly inputBytes?: number;
  readonly outputBytes?: number;
  /** Pause before each report, in milliseconds: some keys take about 10. */
  readonly reportPauseMs?: number;
  /** Knows CTAPHID_LOCK, which a key may lack. */
  readonly lock?: boolean;
  /** Knows CTAPHID_WINK, and says so. */
  readonly wink?: boolean;
  /** Heeds CTAPHID_CANCEL, as every key should. */
  readonly cancel?: boolean;
  /** How long it waits for the rest of a message, in milliseconds. */
  readonly messageTimeoutMs?: number;
}

interface Assembly {
  readonly channel: number;
  readonly command: number;
  readonly payload: Buffer;
  filled: number;
  sequence: number;
}

interface Work {
  readonly channel: number;
  readonly abort: AbortController;
}

const CAPABILITY = { wink: 0x01, cbor: 0x04, noMsg: 0x08 } as const;
const MAX_LOCK_SECONDS = 10;

/** The key's side of CTAPHID (CTAP 2.1 §11.2): reports in, reports out, one transaction at a time. */
export class HidAuthenticator {
  readonly #key: VirtualKey;
  readonly #options: Required<HidAuthenticatorOptions>;
  readonly #send: (report: Uint8Array) => void;
  readonly #channels = new Set<number>();
  #assembly: Assembly | null = null;
  #timeout: NodeJS.Timeout | undefined;
  #work: Work | null = null;
  #lock: { readonly channel: number; readonly until: number } | null = null;
  /** Reports go out one after the other. */
  #sending: Promise<void> = Promise.resolve();
  #off = false;
  /** How often it was asked to show itself. */
  winks = 0;
  /** How often a channel has locked it. */
  locks = 0;

  /** @param send takes each report to the platform; all programs there see it */
  constructor(
    key: VirtualKey,
    options: HidAuthenticatorOptions,
    send: (report: Uint8Array) => void,
  ) {
    this.#key = key;
    this.#options = {
      inputBytes: 64,
      outputBytes: 64,
      reportPauseMs: 0,
      lock: true,
      wink: true,
      cancel: true,
      messageTimeoutMs: 800,
      ...options,
    };
    this.#send = send;
  }

  get inputBytes(): number {
    return this.#options.inputBytes;
  }

  get outputBytes(): number {
    return this.#options.outputBytes;
  }

  /** The plug is pulled. */
  powerOff(): void {
    this.#off = true;
    clearTimeout(this.#timeout);
    this.#work?.abort.abort(new Error('the key was pulled out'));
  }

  /** Takes one report of `outputBytes` from the platform. */
  receive(report: Uint8Array): void {
    if (this.#off) return;
    const packet = parsePacket(report);
    if (packet.channel !== BROADCAST && !this.#channels.has(packet.channel)) {
      if (packet.kind === 'first') this.#fault(packet.channel, FAULT.invalidChannel);
    } else if (packet.kind === 'first') {
      this.#begin(packet);
    } else {
      this.#continue(packet);
    }
  }

  #begin(packet: Packet & { kind: 'first' }): void {
    const { channel, command, length, data } = packet;
    if (command === COMMAND.init) {
      this.#init(channel, data.subarray(0, 8));
    } else if (command === COMMAND.cancel) {
      this.#cancel(channel);
    } else {
      const refusal = this.#refusal(packet);
      if (refusal === undefined) {
        const payload = Buffer.alloc(length);
        this.#assembly = { channel, command, payload, filled: 0, sequence: 0 };
        this.#fill(this.#assembly, data);
      } else {
        if (this.#assembly?.channel === channel) this.#assembly = null;
        this.#fault(channel, refusal);
      }
    }
  }

  /** Why a message is not begun (CTAP 2.1 §11.2.5), if it is not. */
  #refusal({ channel, length }: Packet & { kind: 'first' }): number | undefined {
    if (channel === BROADCAST) return FAULT.invalidChannel;
    if (this.#isBusyFor(channel)) return FAULT.channelBusy;
    if (this.#assembly !== null) return FAULT.invalidSequence;
    return length > longestPayload(this.outputBytes) ? FAULT.invalidLength : undefined;
  }

  /** Others wait while a message is on its way or worked on, or a channel has locked the key. */
  #isBusyFor(channel: number): boolean {
    if (this.#work !== null) return true;
    const isLocked = this.#lock !== null && this.#lock.until > performance.now();
    if (isLocked && this.#lock?.channel !== channel) return true;
    return this.#assembly !== null && this.#assembly.channel !== channel;
  }

  #continue({ channel, sequence, data }: Packet & { kind: 'next' }): void {
    const assembly = this.#assembly;
    if (assembly === null || assembly.channel !== channel) return;
    if (sequence === assembly.sequence) {
      assembly.sequence += 1;
      this.#fill(assembly, data);
    } else {
      this.#assembly = null;
      this.#fault(channel, FAULT.invalidSequence);
    }
  }

  #fill(assembly: Assembly, data: Buffer): void {
    clearTimeout(this.#timeout);
    assembly.filled += data.copy(assembly.payload, assembly.filled);
    if (assembly.filled < assembly.payload.length) {
      this.#timeout = setTimeout(() => {
        this.#assembly = null;
        this.#fault(assembly.channel, FAULT.messageTimeout);
      }, this.#options.messageTimeoutMs);
      return;
    }
    this.#assembly = null;
    this.#perform(assembly);
  }

  #perform({ channel, command, payload }: Assembly): void {
    switch (command) {
      case COMMAND.ping:
        this.#answer(channel, command, payload);
        break;
      case COMMAND.wink:
        this.#wink(channel);
        break;
      case COMMAND.lock:
        this.#setLock(channel, payload);
        break;
      case COMMAND.cbor:
        if (this.#key.speaksCtap2) void this.#cbor(channel, payload);
        else this.#fault(channel, FAULT.invalidCommand);
        break;
      case COMMAND.msg:
        if (this.#key.speaksU2f) void this.#msg(channel, payload);
        else this.#fault(channel, FAULT.invalidCommand);
        break;
      default:
        this.#fault(channel, FAULT.invalidCommand);
    }
  }

  #init(channel: number, nonce: Buffer): void {
    if (channel !== BROADCAST) this.#abandon(channel);
    const allocated = channel === BROADCAST ? this.#allocate() : channel;
    const answer = Buffer.alloc(17);
    nonce.copy(answer);
    answer.writeUInt32BE(allocated, 8);
    answer.writeUInt8(2, 12);
    const cbor = this.#key.speaksCtap2 ? CAPABILITY.cbor : 0;
    const noMsg = this.#key.speaksU2f ? 0 : CAPABILITY.noMsg;
    const wink = this.#options.wink ? CAPABILITY.wink : 0;
    answer.writeUInt8(wink | cbor | noMsg, 16);
    this.#answer(channel, COMMAND.init, answer);
  }

  #allocate(): number {
    const channel = 0x00570000 + this.#channels.size + 1;
    this.#channels.add(channel);
    return channel;
  }

  /** INIT on a channel ends what is going on there, without an answer. */
  #abandon(channel: number): void {
    if (this.#assembly?.channel === channel) this.#assembly = null;
    if (this.#work?.channel === channel) {
      this.#work.abort.abort(new Error('ended by INIT'));
      this.#work = null;
    }
  }

  #cancel(channel: number): void {
    if (this.#options.cancel && this.#work?.channel === channel) {
      this.#work.abort.abort(new Error('cancelled by the platform'));
    }
  }

  #wink(channel: number): void {
    if (this.#options.wink) {
      this.winks += 1;
      this.#answer(channel, COMMAND.wink, Buffer.alloc(0));
    } else {
      this.#fault(channel, FAULT.invalidCommand);
    }
  }

  #setLock(channel: number, payload: Buffer): void {
    const seconds = payload[0] ?? MAX_LOCK_SECONDS + 1;
    if (!this.#options.lock) {
      this.#fault(channel, FAULT.invalidCommand);
    } else if (seconds > MAX_LOCK_SECONDS) {
      this.#fault(channel, FAULT.invalidParameter);
    } else {
      if (seconds > 0) this.locks += 1;
      this.#lock = seconds === 0 ? null : { channel, until: performance.now() + seconds * 1_000 };
      this.#answer(channel, COMMAND.lock, Buffer.alloc(0));
    }
  }

  async #cbor(channel: number, message: Buffer): Promise<void> {
    const work: Work = { channel, abort: new AbortController() };
    this.#work = work;
    const onKeepalive = (status: KeepaliveStatus): void => {
      if (this.#work !== work) return;
      this.#answer(channel, COMMAND.keepalive, Buffer.of(status === 'touch-needed' ? 2 : 1));
    };
    const answer = await this.#key.ctap(message, { signal: work.abort.signal, onKeepalive });
    // Ended by INIT meanwhile: nobody waits for this any more.
    if (this.#work !== work) return;
    this.#work = null;
    this.#answer(channel, COMMAND.cbor, answer);
  }

  /** U2F answers at once, also when it wants a touch; it has neither keepalives nor a cancel. */
  async #msg(channel: number, apdu: Buffer): Promise<void> {
    const signal = new AbortController().signal;
    const answer = await this.#key.u2f(apdu, { signal, onKeepalive: () => {} });
    this.#answer(channel, COMMAND.msg, answer);
  }

  #fault(channel: number, fault: number): void {
    this.#answer(channel, COMMAND.error, Buffer.of(fault));
  }

  #answer(channel: number, command: number, payload: Uint8Array): void {
    const reports = reportsOf(channel, command, payload, this.inputBytes);
    const { reportPauseMs } = this.#options;
    if (reportPauseMs === 0) {
      for (const report of reports) this.#emit(report);
      return;
    }
    this.#sending = this.#sending.then(async () => {
      for (const report of reports) {
        await new Promise((resolve) => setTimeout(resolve, reportPauseMs));
        this.#emit(report);
      }
    });
  }

  #emit(report: Uint8Array): void {
    if (!this.#off) this.#send(report);
  }
}
