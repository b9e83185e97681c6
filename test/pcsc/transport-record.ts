import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import {
  type KnownState,
  type PcscLibrary,
  STATE,
} from '../../bridge/transport/pcsc/pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { watchSocket } from '../../bridge/transport/pcsc/watch-service.ts';
import type { CtapDevice, TransportObserver } from '../../bridge/transport/transport.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { PrivatePcscd, type ReaderSpec } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';

const PATIENCE_MS = 30_000;

/** What a transport tells: the devices that are there, and its problem. */
export class TransportRecord implements TransportObserver {
  readonly devices: CtapDevice[] = [];
  /** Every device that came, and those that went with a minus, by reader. */
  readonly story: string[] = [];
  readonly problems: (ErrorCode | null)[] = [];
  readonly #waiting = new Set<() => void>();

  onAdd(device: CtapDevice): void {
    this.devices.push(device);
    this.story.push(device.name);
    this.#wake();
  }

  onRemove(id: string): void {
    const index = this.devices.findIndex((device) => device.id === id);
    const [gone] = this.devices.splice(index, 1);
    if (index < 0 || !gone) throw new Error(`${id} went without having come`);
    this.story.push(`-${gone.name}`);
    this.#wake();
  }

  onProblem(problem: ErrorCode | null): void {
    this.problems.push(problem);
    this.#wake();
  }

  /** Waits until something holds. @throws Error when it does not come to that */
  async until(holds: (record: TransportRecord) => boolean): Promise<void> {
    const begin = performance.now();
    while (!holds(this)) {
      if (performance.now() - begin > PATIENCE_MS) {
        throw new Error(`never came: ${holds}; so far ${this.story} ${this.problems}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Waits for the one device there is to be. */
  async device(): Promise<CtapDevice> {
    await this.until(({ devices }) => devices.length === 1);
    const [device] = this.devices;
    if (!device) throw new Error('no device');
    return device;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

export interface PcscStage {
  readonly pcscd: PrivatePcscd;
  readonly reader: VirtualReader;
  /** The transport under test, watching, with what it told. */
  watch(): { readonly transport: PcscTransport; readonly record: TransportRecord };
  /**
   * Puts a card into a reader, the first unless said otherwise, and waits for the device that a new
   * transport makes of it.
   */
  lay(card: VirtualCard, readerIndex?: number): Promise<CtapDevice>;
  /** Takes all cards out, and waits until pcscd has noticed. */
  clear(): Promise<void>;
  /** Stops all that watches. */
  rest(): Promise<void>;
  /** Ends transports and pcscd. */
  strike(): Promise<void>;
}

/** A private pcscd that this process's PC/SC library talks to from its first call on. */
export async function stagePcsc(
  ...readers: readonly [ReaderSpec, ...ReaderSpec[]]
): Promise<PcscStage> {
  const pcscd = await PrivatePcscd.start({ readers });
  Object.assign(process.env, pcscd.env);
  const [reader] = pcscd.readers;
  if (!reader) throw new Error('no reader');
  const library = systemPcscLibrary();
  const running: PcscTransport[] = [];
  const rest = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((transport) => transport.stop()));
  };
  const watch = () => {
    const transport = new PcscTransport(library, watchSocket(pcscd.env.PCSCLITE_CSOCK_NAME));
    const record = new TransportRecord();
    running.push(transport);
    transport.start(record);
    return { transport, record };
  };
  const clear = async (): Promise<void> => {
    for (const one of pcscd.readers) one.remove();
    await waitForEmptyReaders(library);
  };
  return {
    pcscd,
    reader,
    watch,
    clear,
    lay: async (card, readerIndex = 0) => {
      await clear();
      pcscd.readers[readerIndex]?.insert(card);
      return watch().record.device();
    },
    rest,
    strike: async () => {
      await rest();
      await pcscd.stop();
    },
  };
}

async function waitForEmptyReaders(library: PcscLibrary): Promise<void> {
  const context = await library.establishContext();
  const readers = await context.listReaders();
  let states: readonly KnownState[] = readers.map((reader) => ({ reader, state: 0 }));
  do states = await context.waitForChange(states, 100);
  while (states.some(({ state }) => (state & STATE.EMPTY) === 0));
  await context.release();
}
