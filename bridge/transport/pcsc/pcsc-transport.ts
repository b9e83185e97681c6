import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Transport, TransportObserver } from '../transport.ts';
import { PcscDevice } from './pcsc-device.ts';
import { type PcscLibrary, type ReaderState, STATE } from './pcsc-library.ts';
import { pcscPlatform } from './platform.ts';
import { ReaderMonitor } from './reader-monitor.ts';
import { unwatched, type WatchService } from './watch-service.ts';

interface Inserted {
  readonly device: PcscDevice;
  readonly state: number;
  readonly atr: string;
}

/** Cards in readers, and keys on NFC readers, through the system's PC/SC service. */
export class PcscTransport implements Transport {
  readonly name = 'pcsc';
  readonly #library: PcscLibrary;
  readonly #watchService: WatchService;
  readonly #inserted = new Map<string, Inserted>();
  #monitor: ReaderMonitor | null = null;
  #observer: TransportObserver | null = null;
  #count = 0;

  /** @param watchService tells when a service that does not answer may have come */
  constructor(library: PcscLibrary, watchService: WatchService = unwatched) {
    this.#library = library;
    this.#watchService = watchService;
  }

  start(observer: TransportObserver): void {
    if (this.#monitor) return;
    this.#observer = observer;
    this.#monitor = new ReaderMonitor(
      this.#library,
      {
        onReaders: (states, trouble) => this.#compare(states, trouble),
        onProblem: (problem) => observer.onProblem(problem),
      },
      pcscPlatform(process.platform).plugAndPlay,
      this.#watchService,
    );
    this.#monitor.start();
  }

  async stop(): Promise<void> {
    const monitor = this.#monitor;
    this.#monitor = null;
    this.#observer = null;
    await monitor?.stop();
    const devices = Array.from(this.#inserted.values(), ({ device }) => device);
    this.#inserted.clear();
    await Promise.all(devices.map((device) => device.remove()));
  }

  #compare(states: readonly ReaderState[], trouble?: ErrorCode): void {
    const present = new Map(states.filter(holdsCard).map((state) => [state.reader, state]));
    for (const [reader, old] of this.#inserted) {
      const now = present.get(reader);
      if (!now || wasSwapped(old, now)) this.#remove(reader, old, trouble);
      else this.#inserted.set(reader, { ...old, state: now.state });
    }
    for (const [reader, state] of present) {
      if (!this.#inserted.has(reader)) this.#add(reader, state);
    }
  }

  #add(reader: string, { state, atr }: ReaderState): void {
    this.#count += 1;
    const device = new PcscDevice(this.#library, `pcsc-${this.#count}`, reader, atr);
    this.#inserted.set(reader, { device, state, atr: atr.toString() });
    this.#observer?.onAdd(device);
  }

  #remove(reader: string, { device }: Inserted, why?: ErrorCode): void {
    this.#inserted.delete(reader);
    void device.remove();
    this.#observer?.onRemove(device.id, why);
  }
}

function holdsCard({ state }: ReaderState): boolean {
  return (state & STATE.PRESENT) !== 0 && (state & STATE.UNAVAILABLE) === 0;
}

/** A card that went and came between two looks: the event count says so, or another ATR. */
function wasSwapped(old: Inserted, now: ReaderState): boolean {
  const events = (now.state >>> 16) - (old.state >>> 16);
  return events !== 0 || now.atr.toString() !== old.atr;
}
