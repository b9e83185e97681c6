import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceList, DeviceSummary } from '../../shared/rpc/device.ts';
import type { CtapDevice, DeviceMarks, Transport } from '../transport/transport.ts';
import { AttachedKey, type KeyTimings, type OpenKey } from './attached-key.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import { unlessAborted } from './unless-aborted.ts';

const TIMINGS: KeyTimings = { greetingMs: 5_000, turnMs: 10_000, retryMs: 1_000 };

/** How long users may take to let their devices go when all comes to an end, in milliseconds. */
const CLOSING_MS = 100;

/**
 * All devices of all transports, warm: each is opened, asked for getInfo and let go as soon as it
 * appears, none waiting for another. Whoever uses a device has it alone until closing it.
 */
export class AttachedKeys {
  readonly #transports: readonly Transport[];
  readonly #timings: KeyTimings;
  readonly #keys = new Map<string, AttachedKey>();
  /** What each transport said of itself last; nothing yet for one that is still looking. */
  readonly #problems = new Map<Transport, ErrorCode | null>();
  readonly #listeners = new Set<(list: DeviceList) => void>();
  #watching = false;
  /** How many wait for a device that can be used. */
  #waiting = 0;

  constructor(transports: readonly Transport[], timings: Partial<KeyTimings> = {}) {
    this.#transports = transports;
    this.#timings = { ...TIMINGS, ...timings };
  }

  /** What is attached now, in the order of coming. */
  get list(): DeviceList {
    return {
      devices: Array.from(this.#keys.values(), (key) => key.summary),
      problems: [...new Set(this.#problems.values())].filter((problem) => problem !== null),
    };
  }

  /** Whether every transport has told of all that it found when it began to look. */
  get hasLooked(): boolean {
    return this.#transports.every((transport) => this.#problems.has(transport));
  }

  /** Begins to watch. A second call does nothing. */
  start(): void {
    if (this.#watching) return;
    this.#watching = true;
    for (const transport of this.#transports) {
      transport.start({
        onAdd: (device) => this.#add(device),
        onRemove: (id, why) => this.#remove(id, why),
        onProblem: (problem) => this.#setProblem(transport, problem),
      });
    }
  }

  /** Stops watching; whoever uses a device hears `device-removed`. Never rejects. */
  async stop(): Promise<void> {
    if (!this.#watching) return;
    this.#watching = false;
    this.#listeners.clear();
    const keys = [...this.#keys.values()];
    this.#keys.clear();
    this.#problems.clear();
    for (const key of keys) key.remove();
    const idle = Promise.all(keys.map((key) => key.idle));
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), CLOSING_MS);
    await unlessAborted(idle, patience.signal).catch(() => {});
    clearTimeout(timer);
    await Promise.all(this.#transports.map((transport) => transport.stop()));
  }

  /**
   * Calls the listener after every change.
   * @returns ends it
   */
  onChange(listener: (list: DeviceList) => void): () => void {
    // A wrapper of its own, so that one function listening twice is two listeners.
    const entry = (list: DeviceList) => listener(list);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** The device, or `undefined` when it is not there. */
  get(id: string): DeviceSummary | undefined {
    return this.#keys.get(id)?.summary;
  }

  /** What tells a device from others of its kind; nothing for one that is not there. */
  marks(id: string): DeviceMarks {
    return this.#keys.get(id)?.marks ?? {};
  }

  /** The program that had a busy device when it was asked last, where the system tells that. */
  holder(id: string): string | undefined {
    return this.#keys.get(id)?.holder;
  }

  /** What the device said of itself last, without a word to it; `undefined` where that is not known. */
  info(id: string): AuthenticatorInfo | undefined {
    return this.#keys.get(id)?.info;
  }

  /**
   * Opens a device for one user, once the user before has closed it. getInfo is at hand: no command is
   * spent on it unless it was never read.
   *
   * @throws WardkeyError `device-removed`, `device-busy`, and what opening the device throws; the
   *   signal's reason
   */
  open(id: string, signal: AbortSignal): Promise<OpenKey> {
    const key = this.#keys.get(id);
    return key === undefined
      ? Promise.reject(new WardkeyError('device-removed'))
      : key.open(signal);
  }

  /**
   * Forgets the getInfo of a device and reads it anew when its turn comes: after a change of PIN or
   * settings, or a reset. Never rejects.
   */
  async forgetInfo(id: string): Promise<void> {
    await this.#keys.get(id)?.forgetInfo();
  }

  /**
   * Says that somebody waits for a device that can be used: each whose trouble may have passed is
   * greeted at once, and then again and again without longer and longer pauses.
   * @returns says that the waiting is over; to be called once
   */
  hurry(): () => void {
    this.#waiting += 1;
    for (const key of this.#keys.values()) key.hurry();
    return () => {
      this.#waiting -= 1;
    };
  }

  /** Has each device's next user read its getInfo anew, because another program may have changed it. */
  doubtInfo(): void {
    for (const key of this.#keys.values()) key.doubtInfo();
  }

  #add(device: CtapDevice): void {
    if (!this.#watching) return;
    this.#keys.get(device.id)?.remove();
    const isAwaited = () => this.#waiting > 0;
    const key = new AttachedKey(device, () => this.#changed(), this.#timings, isAwaited);
    this.#keys.set(device.id, key);
    this.#changed();
    void key.greet();
  }

  #remove(id: string, why?: ErrorCode): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    key.remove(why);
    this.#changed();
  }

  #setProblem(transport: Transport, problem: ErrorCode | null): void {
    if (!this.#watching || problem === this.#problems.get(transport)) return;
    const isFirst = !this.#problems.has(transport);
    this.#problems.set(transport, problem);
    // A first "all is well" is news too: where nothing is attached, nothing else would be told. But
    // not before all have looked: until then, nobody can say that there is nothing.
    const allHaveLooked = this.#problems.size === this.#transports.length;
    if (allHaveLooked || !isFirst || problem !== null) this.#changed();
  }

  #changed(): void {
    const { list } = this;
    for (const listener of [...this.#listeners]) listener(list);
  }
}
