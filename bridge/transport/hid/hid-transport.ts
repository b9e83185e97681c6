import type { Transport, TransportObserver } from '../transport.ts';
import { HidDevice } from './hid-device.ts';
import type { HidLibrary } from './hid-library.ts';
import type { HidEntry, HidSystem } from './hid-system.ts';

/**
 * How long the system may take to set the permissions of a device that has just come, and to clear
 * away one that has just gone, in milliseconds.
 */
const GRACE_MS = 1_000;

interface Inserted {
  /** When it came, or when it was found to be gone. */
  readonly since: number;
  readonly accessible: boolean;
  /** Its driver says so, before the list does. */
  readonly gone: boolean;
  /** `null` until it was told, and once it was taken back. */
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
    const devices = Array.from(this.#inserted.values(), ({ device }) => device);
    this.#inserted.clear();
    await Promise.all(devices.map((device) => device?.remove()));
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
      // One that is not told yet would be missed by whoever asks what there is.
      const allTold = [...this.#inserted.values()].every(({ device }) => device !== null);
      if (allTold) this.#observer?.onProblem(null);
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
    const { since = performance.now(), gone = false } = known ?? {};
    if (known?.device && (known.accessible || !accessible)) return known;
    const left = since + GRACE_MS - performance.now();
    if ((gone || !accessible) && left > 0) {
      clearTimeout(this.#grace);
      this.#grace = setTimeout(() => this.#hint(), left);
      return { since, accessible, gone, device: null };
    }
    // One that was told as out of our reach comes anew, so that it is asked at once what it is.
    this.#untell(known?.device ?? null);
    return { since, accessible, gone: false, device: this.#tell(entry) };
  }

  #tell(entry: HidEntry): HidDevice {
    this.#count += 1;
    const device = new HidDevice({
      id: `hid-${this.#count}`,
      library: this.#library,
      system: this.#system,
      entry,
      onGone: () => this.#takeBack(entry.insertion, device),
    });
    this.#observer?.onAdd(device);
    return device;
  }

  /** Whoever tries again at once must not be given the key that has just been pulled. */
  #takeBack(insertion: string, device: HidDevice): void {
    const known = this.#inserted.get(insertion);
    if (known?.device !== device) return;
    this.#inserted.set(insertion, { ...known, since: performance.now(), gone: true, device: null });
    this.#untell(device);
    this.#hint();
  }

  #untell(device: HidDevice | null): void {
    if (device === null) return;
    void device.remove();
    this.#observer?.onRemove(device.id);
  }
}
