import type { Transport, TransportObserver } from '../transport.ts';
import { HidDevice } from './hid-device.ts';
import type { HidLibrary } from './hid-library.ts';
import type { HidEntry, HidSystem } from './hid-system.ts';

/**
 * How long the system may take to set the permissions of a device that has just come, before we say
 * that it may not be used, in milliseconds.
 */
const GRACE_MS = 1_000;

interface Inserted {
  readonly since: number;
  readonly accessible: boolean;
  /** `null` until it was told. */
  readonly device: HidDevice | null;
}

/** USB security keys, through the system's HID drivers. */
export class HidTransport implements Transport {
  readonly name = 'hid';
  readonly #library: HidLibrary;
  readonly #system: HidSystem;
  /** By insertion. */
  readonly #inserted = new Map<string, Inserted>();
  #observer: TransportObserver | null = null;
  #stopWatching = (): void => {};
  #grace: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #again = false;
  #count = 0;

  constructor(library: HidLibrary, system: HidSystem) {
    this.#library = library;
    this.#system = system;
  }

  start(observer: TransportObserver): void {
    if (this.#observer !== null) return;
    this.#observer = observer;
    this.#stopWatching = this.#system.watch(() => this.#hint());
    this.#hint();
  }

  async stop(): Promise<void> {
    this.#observer = null;
    this.#stopWatching();
    clearTimeout(this.#grace);
    await this.#looking;
    for (const { device } of this.#inserted.values()) device?.remove();
    this.#inserted.clear();
  }

  /** Looks, and once more when something may have changed meanwhile. */
  #hint(): void {
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
  }

  async #look(): Promise<void> {
    while (this.#again && this.#observer !== null) {
      this.#again = false;
      const entries = await this.#system.list();
      this.#compare(new Map(entries.map((entry) => [entry.insertion, entry])));
      this.#observer?.onProblem(null);
    }
  }

  #compare(entries: ReadonlyMap<string, HidEntry>): void {
    if (this.#observer === null) return;
    for (const [insertion, { device }] of this.#inserted) {
      if (!entries.has(insertion)) {
        this.#inserted.delete(insertion);
        this.#untell(device);
      }
    }
    for (const [insertion, entry] of entries) {
      this.#inserted.set(insertion, this.#judge(entry, this.#inserted.get(insertion)));
    }
  }

  #judge(entry: HidEntry, known: Inserted | undefined): Inserted {
    const { accessible } = entry;
    const since = known?.since ?? performance.now();
    if (known?.device && (known.accessible || !accessible)) return known;
    const left = GRACE_MS - (performance.now() - since);
    if (!accessible && left > 0) {
      clearTimeout(this.#grace);
      this.#grace = setTimeout(() => this.#hint(), left);
      return { since, accessible, device: null };
    }
    // One that was told as out of our reach comes anew, so that it is asked at once what it is.
    this.#untell(known?.device ?? null);
    this.#count += 1;
    const device = new HidDevice(this.#library, this.#system, entry, `hid-${this.#count}`);
    this.#observer?.onAdd(device);
    return { since, accessible, device };
  }

  #untell(device: HidDevice | null): void {
    if (device === null) return;
    device.remove();
    this.#observer?.onRemove(device.id);
  }
}
