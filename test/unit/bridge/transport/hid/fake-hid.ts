import type {
  HidError,
  HidLibrary,
  HidListener,
} from '../../../../../bridge/transport/hid/hid-library.ts';
import type { HidEntry, HidSystem } from '../../../../../bridge/transport/hid/hid-system.ts';
import { HidTransport } from '../../../../../bridge/transport/hid/hid-transport.ts';
import type { CtapDevice, TransportObserver } from '../../../../../bridge/transport/transport.ts';
import {
  HidAuthenticator,
  type HidAuthenticatorOptions,
} from '../../../../virtual/hid-device/hid-authenticator.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';

/** One key behind a library and a system that do what a test says. */
export class FakeHid implements HidSystem {
  readonly entries: HidEntry[] = [];
  /** What opening and writing fail with, if so. */
  openError: HidError | null = null;
  writeError: HidError | null = null;
  users: readonly string[] = [];
  /** How often the key is open. */
  opened = 0;
  /** How often it was opened, all in all. */
  openings = 0;
  /** Command bytes of what it was sent, without continuations. */
  readonly sent: number[] = [];
  /** Of the last opening. */
  listener: HidListener | null = null;
  /** Reports are taken and never written. */
  stuck = false;
  /** Somebody else has the key: every message is answered with ERROR 06. */
  busy = false;
  #hint = (): void => {};
  readonly #options: HidAuthenticatorOptions;

  constructor(options: HidAuthenticatorOptions = {}) {
    this.#options = options;
  }

  plug(entry: Partial<HidEntry> = {}): void {
    this.entries.push({
      path: '/dev/hidraw0',
      insertion: `insertion-${this.entries.length}`,
      name: 'Fake key',
      accessible: true,
      inputBytes: 64,
      outputBytes: 64,
      ...entry,
    });
    this.#hint();
  }

  unplug(): void {
    this.entries.length = 0;
    this.#hint();
  }

  async list(): Promise<readonly HidEntry[]> {
    return [...this.entries];
  }

  watch(onHint: () => void): () => void {
    this.#hint = onHint;
    return () => {
      this.#hint = () => {};
    };
  }

  async whyDenied(): Promise<'hid-no-rule'> {
    return 'hid-no-rule';
  }

  async usersOf(): Promise<readonly string[]> {
    return this.users;
  }

  readonly library: HidLibrary = {
    open: async (_path, listener) => {
      if (this.openError !== null) throw this.openError;
      this.opened += 1;
      this.openings += 1;
      this.listener = listener;
      const key = new HidAuthenticator(new VirtualKey(), this.#options, listener.onReport);
      return {
        write: async (report) => {
          if (this.writeError !== null) throw this.writeError;
          if (this.stuck) await new Promise(() => {});
          if (((report[4] ?? 0) & 0x80) !== 0) this.sent.push((report[4] ?? 0) & 0x7f);
          if (this.busy) listener.onReport(Buffer.from([...report.subarray(0, 4), 0xbf, 0, 1, 6]));
          else key.receive(report);
        },
        close: async () => {
          this.opened -= 1;
          if (this.stuck) await new Promise(() => {});
        },
      };
    },
  };
}

/** The transport over a fake, and what it told. */
export class Told implements TransportObserver {
  readonly devices = new Map<string, CtapDevice>();
  readonly problems: unknown[] = [];
  /** How many devices were told of, all in all. */
  added = 0;
  readonly transport: HidTransport;

  constructor(fake: FakeHid) {
    this.transport = new HidTransport(fake.library, fake);
    this.transport.start(this);
  }

  /** The one device there is. */
  get device(): CtapDevice {
    const [device] = this.devices.values();
    if (device === undefined) throw new Error('no device was told of');
    return device;
  }

  onAdd(device: CtapDevice): void {
    this.added += 1;
    this.devices.set(device.id, device);
  }

  onRemove(id: string): void {
    this.devices.delete(id);
  }

  onProblem(problem: unknown): void {
    this.problems.push(problem);
  }
}
