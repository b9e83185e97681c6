import { encode } from '../../bridge/ctap/cbor.ts';
import { type CborValue, isCborMap } from '../../bridge/ctap/cbor-value.ts';
import type { CtapDevice, Transport, TransportObserver } from '../../bridge/transport/transport.ts';
import type { VirtualKey } from '../virtual/virtual-key.ts';
import { decode } from './decode.ts';

/** Members of a command's answer, which a test may change. */
export type Members = Map<number | string, CborValue>;

/**
 * What stands between a key and its reader: it may answer in the key's place, or ask the key, also
 * something else than it was to ask.
 * @returns status byte and CBOR
 */
export type Meddler = (
  message: Uint8Array,
  ask: (other?: Uint8Array) => Promise<Uint8Array>,
) => Promise<Uint8Array>;

/** Changes the members of one command's successful answers. */
export function changing(command: number, change: (members: Members) => void): Meddler {
  return async (message, ask) => {
    const answer = await ask();
    if (message[0] !== command || answer[0] !== 0 || answer.length === 1) {
      return answer;
    }
    const value = decode(answer.subarray(1));
    const members: Members = new Map(isCborMap(value) ? value : []);
    change(members);
    return Buffer.concat([Uint8Array.of(0), encode(members)]);
  };
}

/** Attaches one key that does not behave. */
export class OddKeyTransport implements Transport {
  readonly name = 'odd';
  meddle: Meddler = (_message, ask) => ask();
  /** How often the device was closed. */
  closed = 0;
  readonly #key: VirtualKey;
  #observer: TransportObserver | undefined;

  constructor(key: VirtualKey) {
    this.#key = key;
  }

  start(observer: TransportObserver): void {
    this.#observer = observer;
    this.insert();
  }

  async stop(): Promise<void> {}

  /** Puts the key in, also once more after {@link remove}. */
  insert(): void {
    this.#observer?.onAdd(this.#device());
  }

  remove(): void {
    this.#observer?.onRemove('odd:1');
  }

  #device(): CtapDevice {
    return {
      id: 'odd:1',
      transport: 'usb',
      name: 'Odd key',
      open: async () => ({
        exchange: (message, options) =>
          this.meddle(message, (other = message) => this.#key.ctap(other, options)),
        close: async () => {
          this.closed += 1;
        },
      }),
    };
  }
}
