import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CtapHid } from '../ctaphid/ctaphid.ts';
import { within } from '../deadline.ts';
import type { CtapChannel, CtapDevice } from '../transport.ts';
import { closeInTime } from './close-in-time.ts';
import { HidChannel } from './hid-channel.ts';
import { HidError, type HidHandle, type HidLibrary, type HidListener } from './hid-library.ts';
import type { HidEntry, HidSystem } from './hid-system.ts';
import { type OpenHid, RestingKey } from './resting-key.ts';

/** The system opens a device at once, or not at all. */
const OPEN_MS = 2_000;

export interface HidDeviceParts {
  readonly id: string;
  readonly library: HidLibrary;
  readonly system: HidSystem;
  readonly entry: HidEntry;
  /** The driver says that the key is gone. */
  readonly onGone: () => void;
}

/** One USB key from being plugged in to being pulled out. */
export class HidDevice implements CtapDevice {
  readonly id: string;
  readonly transport = 'usb';
  readonly name: string;
  readonly path: string;
  readonly serial: string | undefined;
  readonly #parts: HidDeviceParts;
  readonly #resting = new RestingKey();
  #removed = false;

  constructor(parts: HidDeviceParts) {
    this.id = parts.id;
    this.name = parts.entry.name;
    this.path = parts.entry.path;
    this.serial = parts.entry.serial;
    this.#parts = parts;
  }

  /**
   * The key was pulled out: whoever opens its path now would get the next one there. Resolves once
   * nothing of it is open that nobody uses. Never rejects.
   */
  async remove(): Promise<void> {
    this.#removed = true;
    await this.#resting.end();
  }

  async open(signal: AbortSignal): Promise<CtapChannel> {
    signal.throwIfAborted();
    const open = this.#resting.take() ?? (await this.#openAnew(signal));
    return new HidChannel({
      open,
      outputBytes: this.#parts.entry.outputBytes,
      explain: (thrown) => this.#explain(thrown),
      rest: () => this.#resting.keep(open),
    });
  }

  async #openAnew(signal: AbortSignal): Promise<OpenHid> {
    const { inputBytes, outputBytes } = this.#parts.entry;
    let handle: HidHandle | null = null;
    const ctap = new CtapHid({
      inputBytes,
      outputBytes,
      write: async (report) => {
        try {
          await handle?.write(report);
        } catch (error) {
          throw await this.#explain(error);
        }
      },
    });
    handle = await this.#openHandle(signal, {
      onReport: (report) => ctap.receive(report),
      onError: (error) => {
        ctap.fail(asWardkeyError(error));
        void this.#resting.drop();
        this.#notice(error);
      },
    });
    try {
      return { ctap, speaks: await ctap.open(signal), handle };
    } catch (error) {
      await closeInTime(handle);
      throw await this.#explain(error);
    }
  }

  async #openHandle(signal: AbortSignal, listener: HidListener): Promise<HidHandle> {
    const { library, entry } = this.#parts;
    if (this.#removed) throw new WardkeyError('device-removed');
    const opening = library.open(entry.path, listener);
    try {
      return await within(opening, {
        timeoutMs: OPEN_MS,
        timeoutError: () => new WardkeyError('device-mute'),
        signal,
      });
    } catch (error) {
      opening.then((late) => late.close()).catch(() => undefined);
      throw await this.#explain(error);
    }
  }

  /** What failed, with what the system knows of the reason. */
  async #explain(thrown: unknown): Promise<unknown> {
    const { system, entry } = this.#parts;
    if (thrown instanceof HidError) this.#notice(thrown);
    if (thrown instanceof HidError && thrown.fault === 'denied') {
      return new WardkeyError(await system.whyDenied(entry.path), { cause: thrown });
    }
    if (thrown instanceof WardkeyError && thrown.code === 'device-busy') {
      const [program] = await system.usersOf(entry.path);
      const facts = { ...thrown.facts, ...(program === undefined ? {} : { program }) };
      return new WardkeyError('device-busy', { cause: thrown, facts });
    }
    return thrown instanceof HidError ? asWardkeyError(thrown) : thrown;
  }

  #notice({ fault }: HidError): void {
    if (fault === 'gone') this.#parts.onGone();
  }
}

function asWardkeyError(error: HidError): WardkeyError {
  switch (error.fault) {
    case 'library-missing':
      return new WardkeyError('hid-library-missing', {
        cause: error,
        ...(error.library === undefined ? {} : { facts: { library: error.library } }),
      });
    case 'denied':
    case 'forbidden':
      return new WardkeyError('device-restricted', { cause: error });
    case 'gone':
      return new WardkeyError('device-removed', { cause: error });
    case 'failed':
      return new WardkeyError('device-mute', { cause: error });
  }
}
