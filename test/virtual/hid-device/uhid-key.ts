import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { VirtualKey } from '../virtual-key.ts';
import { HidAuthenticator } from './hid-authenticator.ts';
import { fidoDescriptor } from './hid-machine.ts';
import {
  createEvent,
  destroyEvent,
  EVENT_BYTES,
  inputEvent,
  readEvent,
  UHID,
} from './uhid-event.ts';
import { WireTally } from './wire-tally.ts';

const DEVICE = '/dev/uhid';
const NAME = 'Wardkey Virtual Key';
const VENDOR = 0x1209;
const PRODUCT = 0x0001;

/** The kernel keeps 63 reports for a program that does not read them yet, and drops the next. */
const PACE_MS = 1;

/** A key that is plugged into this machine's own kernel, by way of uhid. Linux, root. */
export class UhidKey {
  readonly key: VirtualKey;
  readonly tally = new WireTally();
  readonly #device: FileHandle;
  readonly #authenticator: HidAuthenticator;
  readonly #started = Promise.withResolvers<void>();
  readonly #stopped = Promise.withResolvers<void>();
  #isOpen = false;

  private constructor(key: VirtualKey, device: FileHandle) {
    this.key = key;
    this.#device = device;
    this.#authenticator = new HidAuthenticator(key, { reportPauseMs: PACE_MS }, (report) => {
      this.tally.sent();
      // At once: two writes under way in the pool may change places.
      writeSync(device.fd, inputEvent(report));
    });
  }

  /** Plugs a key in, which powers it up. Resolves when the kernel's driver has taken it. */
  static async plug(key: VirtualKey, name = NAME): Promise<UhidKey> {
    key.powerCycle();
    const plugged = new UhidKey(key, await open(DEVICE, 'r+'));
    const { inputBytes, outputBytes } = plugged.#authenticator;
    const reportDescriptor = fidoDescriptor(inputBytes, outputBytes);
    await plugged.#device.write(
      createEvent({ name, vendor: VENDOR, product: PRODUCT, reportDescriptor }),
    );
    void plugged.#readEvents();
    await plugged.#started.promise;
    return plugged;
  }

  /** Whether any program has it open. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Pulls it out. Resolves when the kernel has let it go. */
  async unplug(): Promise<void> {
    this.#authenticator.powerOff();
    await this.#device.write(destroyEvent());
    await this.#stopped.promise;
    await this.#device.close();
  }

  /** Each read waits in a thread of the pool until there is an event; `stop` is the last. */
  async #readEvents(): Promise<void> {
    const event = Buffer.alloc(EVENT_BYTES);
    for (;;) {
      await this.#device.read(event, 0, event.length, null);
      const { type, report } = readEvent(event);
      if (type === UHID.start) this.#started.resolve();
      if (type === UHID.open) this.#isOpen = true;
      if (type === UHID.close) this.#isOpen = false;
      if (report !== undefined) {
        this.tally.received(report);
        this.#authenticator.receive(report);
      }
      if (type === UHID.stop) break;
    }
    this.#stopped.resolve();
  }
}
