import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { ClientPin } from '../ctap/client-pin.ts';
import type { CommandOptions } from '../ctap/command.ts';
import { isU2fOnly } from '../ctap/identify.ts';
import type { CtapChannel, KeepaliveStatus } from '../transport/transport.ts';
import type { CeremonyNotice, FingerNotice, Person } from './person.ts';

/** The one key that a ceremony speaks to, from being chosen to being let go. */
export class HeldKey {
  readonly device: DeviceSummary;
  readonly channel: CtapChannel;
  readonly person: Person;
  /** Aborted when the ceremony ends before its time, or the device goes. */
  readonly signal: AbortSignal;
  readonly #open: OpenKey;
  #touchAskedFor = false;
  #isTapAwaited = false;
  #askedAt = 0;
  #hasAnswered = false;
  #finger: FingerNotice | undefined;
  #clientPin: ClientPin | undefined;

  /** @param signal ends the ceremony before its time */
  constructor(open: OpenKey, person: Person, signal: AbortSignal) {
    this.#open = open;
    this.device = open.device;
    this.channel = open.channel;
    this.person = person;
    this.signal = AbortSignal.any([signal, open.removed]);
  }

  /** What the key says of itself, as it was read last. */
  get info(): AuthenticatorInfo {
    return this.#open.info;
  }

  /** Whether the key has given what the page asked for: what comes after that may fail. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  answered(): void {
    this.#hasAnswered = true;
  }

  /** Whether the device has gone. */
  get isRemoved(): boolean {
    return this.#open.removed.aborted;
  }

  /**
   * Reads {@link info} anew, and begins a new conversation about the PIN: it was set or changed.
   * @throws WardkeyError those of getInfo
   */
  async renewInfo(): Promise<void> {
    await this.#open.renewInfo(this.commandOptions());
    this.#clientPin = undefined;
  }

  /**
   * The one conversation about PIN and secrets with this key, so that all that needs a key agreement
   * shares it.
   * @throws WardkeyError `key-lacks-user-verification` when the key and Wardkey share no protocol
   */
  get clientPin(): ClientPin {
    this.#clientPin ??= new ClientPin(this.channel, this.info);
    return this.#clientPin;
  }

  /** Whether the key has asked for a touch in this ceremony. */
  get touchAskedFor(): boolean {
    return this.#touchAskedFor;
  }

  /** The person has touched the key already, to choose it among several. */
  chosenByTouch(): void {
    this.#touchAskedFor = true;
  }

  /** Whether it waits for being laid down again, as a card of U2F does whose tap is used up. */
  get isTapAwaited(): boolean {
    return this.#isTapAwaited;
  }

  /** Milliseconds since the last command was begun. */
  get sinceAsked(): number {
    return performance.now() - this.#askedAt;
  }

  /** Runs what the key answers once it knows the finger that touches it, and tells the person so. */
  async whileFingerCounts<T>(
    notice: Omit<FingerNotice, 'type' | 'device'>,
    run: () => Promise<T>,
  ): Promise<T> {
    this.#finger = { type: 'fingerprint', device: this.device, ...notice };
    try {
      return await run();
    } finally {
      this.#finger = undefined;
    }
  }

  /** A card of U2F has no touch but the one of being laid down. */
  #touchNotice(): CeremonyNotice {
    const { device } = this;
    this.#isTapAwaited = device.transport !== 'usb' && isU2fOnly(this.info);
    return { type: 'touch', device, ...(this.#isTapAwaited ? { again: true } : {}) };
  }

  /** For one command: under the ceremony's signal, telling the person when to touch the key. */
  commandOptions(): CommandOptions {
    let last: KeepaliveStatus | undefined;
    this.#askedAt = performance.now();
    this.#isTapAwaited = false;
    return {
      signal: this.signal,
      maxMsgSize: this.info.maxMsgSize,
      onKeepalive: (status) => {
        if (status === last || this.signal.aborted) {
          return;
        }
        if (status === 'touch-needed') {
          this.#touchAskedFor = true;
          this.person.tell(this.#finger ?? this.#touchNotice());
        } else if (last === 'touch-needed') {
          this.#isTapAwaited = false;
          this.person.tell({ type: 'working', device: this.device });
        }
        last = status;
      },
    };
  }
}
