import type { ErrorCode } from '../../shared/errors/codes.ts';
import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { CtapChannel, CtapDevice, DeviceMarks } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CommandOptions } from './command.ts';
import { identify } from './identify.ts';
import { keySummary } from './key-summary.ts';
import { timeLimit } from './time-limit.ts';
import { Turns } from './turns.ts';
import { unlessAborted } from './unless-aborted.ts';

/** A key that is open for one user, who must close it. */
export interface OpenKey {
  readonly device: DeviceSummary;
  /** The maker's own number for this one piece, where the device tells it. */
  readonly serial: string | undefined;
  /** As it was read last. */
  readonly info: AuthenticatorInfo;
  readonly channel: CtapChannel;
  /** Aborted with `device-removed` when the device goes, or with what happened to the way to it. */
  readonly removed: AbortSignal;
  /**
   * Reads getInfo anew, for this user and all that come after: a PIN or a setting has changed.
   * @throws WardkeyError those of getInfo; the next user then reads it
   */
  renewInfo(options: CommandOptions): Promise<AuthenticatorInfo>;
  /** Lets the device go, for the next user. Never rejects; a second call does nothing. */
  close(): Promise<void>;
}

export interface KeyTimings {
  /** How long a device may take to open and tell its getInfo before it counts as mute. */
  readonly greetingMs: number;
  /** How long a user waits for the one before. */
  readonly turnMs: number;
  /** Pause before a device that failed is asked again; it doubles each time that nobody waits for it. */
  readonly retryMs: number;
}

/** The longest pause between two tries, in milliseconds. */
const MAX_RETRY_MS = 30_000;

/**
 * What a device does wrong by itself, as it may for a moment after it came. One that goes on is left
 * alone until somebody waits for it: each try would disturb whoever else uses the card.
 */
const OWN_FAULTS: readonly ErrorCode[] = ['device-garbled', 'device-mute', 'card-mute'];
const MAX_OWN_FAULTS = 4;

/**
 * One device from being attached to being removed: what is known of it, and whose turn it is.
 * getInfo is read as soon as the device appears, so that a ceremony finds it there.
 */
export class AttachedKey {
  readonly #device: CtapDevice;
  readonly #onChange: () => void;
  readonly #timings: KeyTimings;
  readonly #isAwaited: () => boolean;
  readonly #turns = new Turns();
  readonly #removal = new AbortController();
  #info: AuthenticatorInfo | undefined;
  #isInfoDoubtful = false;
  #problem: ErrorCode | undefined;
  #holder: string | undefined;
  #mayPass = false;
  #greetings = 0;
  /** In a row. */
  #ownFaults = 0;
  #retryMs: number;
  #retry: NodeJS.Timeout | undefined;

  /** @param isAwaited whether somebody waits at this moment for a device to be of use */
  constructor(
    device: CtapDevice,
    onChange: () => void,
    timings: KeyTimings,
    isAwaited: () => boolean,
  ) {
    this.#device = device;
    this.#onChange = onChange;
    this.#timings = timings;
    this.#isAwaited = isAwaited;
    this.#retryMs = timings.retryMs;
  }

  get removed(): AbortSignal {
    return this.#removal.signal;
  }

  get marks(): DeviceMarks {
    const { path, serial } = this.#device;
    return {
      ...(path === undefined ? {} : { path }),
      ...(serial === undefined ? {} : { serial }),
    };
  }

  /** What the device said of itself last; `undefined` for what was never read, or is in doubt. */
  get info(): AuthenticatorInfo | undefined {
    return this.#isInfoDoubtful ? undefined : this.#info;
  }

  /** The program that had the device when it was found busy, where the system tells that. */
  get holder(): string | undefined {
    return this.#holder;
  }

  get summary(): DeviceSummary {
    const { id, transport, name } = this.#device;
    return {
      id,
      transport,
      name,
      ...(this.#info === undefined ? {} : { key: keySummary(this.#info) }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /**
   * Opens the device when its turn has come, and reads getInfo unless it is known.
   * @throws WardkeyError `device-busy` when the user before does not let go, `device-removed`, what
   *   opening and getInfo throw, the signal's reason
   */
  async open(signal: AbortSignal): Promise<OpenKey> {
    const endTurn = await this.#takeTurn(signal);
    return this.#openInTurn(AbortSignal.any([signal, this.removed]), endTurn);
  }

  /** Reads getInfo in the background, and again later where that may help. Never rejects. */
  async greet(): Promise<void> {
    clearTimeout(this.#retry);
    this.#greetings += 1;
    try {
      const endTurn = await this.#turns.take(this.removed);
      await this.#greetInTurn(endTurn);
    } catch (thrown) {
      if (this.removed.aborted) return;
      const error = toWardkeyError(thrown);
      this.#mayPass = error.retriable;
      const { program } = error.facts;
      this.#holder = typeof program === 'string' ? program : undefined;
      this.#learn(undefined, error.code);
      if (OWN_FAULTS.includes(error.code)) this.#ownFaults += 1;
      const isLeftAlone = this.#ownFaults >= MAX_OWN_FAULTS && !this.#isAwaited();
      if (error.retriable && !isLeftAlone) this.#retryLater();
    } finally {
      this.#greetings -= 1;
    }
  }

  /** Greets at once a device whose trouble may have passed: somebody has begun to wait for one. */
  hurry(): void {
    if (this.#problem === undefined || !this.#mayPass || this.#greetings > 0) return;
    this.#ownFaults = 0;
    this.#retryMs = this.#timings.retryMs;
    void this.greet();
  }

  /** Reads getInfo anew, because a PIN, a setting or the whole key has changed. */
  async forgetInfo(): Promise<void> {
    this.#info = undefined;
    await this.greet();
  }

  /** Has the next user read getInfo anew, because another program may have changed the key by then. */
  doubtInfo(): void {
    this.#isInfoDoubtful = true;
  }

  /** Resolves once nobody uses the device. */
  get idle(): Promise<void> {
    return this.#turns.ended;
  }

  /** The device has gone, or the way to it, or nobody watches any more. */
  remove(why: ErrorCode = 'device-removed'): void {
    clearTimeout(this.#retry);
    this.#removal.abort(new WardkeyError(why));
  }

  async #takeTurn(signal: AbortSignal): Promise<() => void> {
    if (this.#turns.isFree) return this.#turns.take(signal);
    const patience = timeLimit(this.#timings.turnMs, 'device-busy');
    try {
      return await this.#turns.take(AbortSignal.any([signal, this.removed, patience.signal]));
    } finally {
      patience.end();
    }
  }

  async #openInTurn(signal: AbortSignal, endTurn: () => void): Promise<OpenKey> {
    let channel: CtapChannel | undefined;
    try {
      signal.throwIfAborted();
      channel = await this.#device.open(signal);
      signal.throwIfAborted();
      const info = this.info ?? (await identify(channel, { signal }));
      this.#isInfoDoubtful = false;
      this.#learn(info, undefined);
      return this.#openKey(info, channel, endTurn);
    } catch (error) {
      await channel?.close();
      endTurn();
      throw error;
    }
  }

  #openKey(read: AuthenticatorInfo, channel: CtapChannel, endTurn: () => void): OpenKey {
    let info = read;
    let closing: Promise<void> | undefined;
    return {
      device: this.summary,
      serial: this.#device.serial,
      get info() {
        return info;
      },
      channel,
      removed: this.removed,
      renewInfo: async (options) => {
        this.#isInfoDoubtful = true;
        info = await identify(channel, options);
        this.#isInfoDoubtful = false;
        this.#learn(info, undefined);
        return info;
      },
      close() {
        closing ??= channel.close().finally(endTurn);
        return closing;
      },
    };
  }

  async #greetInTurn(endTurn: () => void): Promise<void> {
    if (this.#info !== undefined) return endTurn();
    const limit = timeLimit(this.#timings.greetingMs, 'device-mute');
    const signal = AbortSignal.any([this.removed, limit.signal]);
    const closed = this.#openInTurn(signal, endTurn).then((key) => key.close());
    try {
      // A driver that does not heed the signal keeps its turn, but cannot keep us from telling.
      await unlessAborted(closed, signal);
    } finally {
      limit.end();
    }
  }

  #learn(info: AuthenticatorInfo | undefined, problem: ErrorCode | undefined): void {
    if (this.#info === info && this.#problem === problem) return;
    if (info !== undefined) {
      this.#retryMs = this.#timings.retryMs;
      this.#ownFaults = 0;
    }
    this.#info = info;
    this.#problem = problem;
    if (!this.removed.aborted) this.#onChange();
  }

  #retryLater(): void {
    // Somebody who stands there with the key looks on: no pause may grow then.
    if (this.#isAwaited()) this.#retryMs = this.#timings.retryMs;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.greet(), this.#retryMs);
    // Nothing waits for this: a process that has nothing else to do may end.
    this.#retry.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
  }
}
