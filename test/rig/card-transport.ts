import { PcscDevice } from '../../bridge/transport/pcsc/pcsc-device.ts';
import { PcscError } from '../../bridge/transport/pcsc/pcsc-error.ts';
import type {
  PcscCard,
  PcscContext,
  PcscLibrary,
} from '../../bridge/transport/pcsc/pcsc-library.ts';
import type { Transport, TransportObserver } from '../../bridge/transport/transport.ts';
import type { VirtualCard } from '../virtual/card.ts';

/** One card in a reader, behind a PC/SC library that does nothing but hand commands over. */
export class CardTransport implements Transport {
  readonly name = 'cards';
  readonly #card: VirtualCard;
  readonly #protocol: PcscCard['protocol'];

  constructor(card: VirtualCard, protocol: PcscCard['protocol']) {
    this.#card = card;
    this.#protocol = protocol;
  }

  start(observer: TransportObserver): void {
    const library: PcscLibrary = { establishContext: async () => this.#context() };
    observer.onAdd(new PcscDevice(library, 'pcsc-1', 'Reader', this.#card.atr));
  }

  async stop(): Promise<void> {}

  #context(): PcscContext {
    const { signal } = new AbortController();
    return {
      listReaders: async () => ['Reader'],
      waitForChange: async () => [],
      cancelWait: async () => {},
      release: async () => {},
      connect: async () => ({
        protocol: this.#protocol,
        beginTransaction: async () => {},
        endTransaction: async () => {},
        control: () => Promise.reject(new PcscError('SCardControl', 0x8010_0016)),
        transmit: (apdu) => this.#card.transmit(apdu, signal),
        reconnect: async () => {},
        disconnect: async () => {},
      }),
    };
  }
}
