import type { KeepaliveStatus } from '../../../bridge/transport/transport.ts';
import type { VirtualKey } from '../virtual-key.ts';

/** Where an exchange is: answered, or kept alive with the status of CTAP 2.1 §11.2.9.1.7. */
export type ExchangeProgress =
  | { readonly answer: Uint8Array }
  | { readonly keepalive: KeepaliveStatus };

/** One CTAP message that runs on the key while the platform polls for its answer. */
export class AppletExchange {
  readonly #cancel = new AbortController();
  readonly #answer: Promise<Uint8Array>;
  /** The last keepalive that nobody was told of. */
  #untold: KeepaliveStatus | undefined;
  #told = (): void => {};

  constructor(key: VirtualKey, message: Uint8Array) {
    const onKeepalive = (status: KeepaliveStatus): void => {
      this.#untold = status;
      this.#told();
    };
    const exchange = { signal: this.#cancel.signal, onKeepalive };
    // A turn later: whoever pulls the card at the first keepalive has to find this exchange.
    this.#answer = Promise.resolve().then(() => key.ctap(message, exchange));
  }

  /** Waits for the answer, or for the next keepalive: a poll so lasts 100 ms at most. */
  async progress(): Promise<ExchangeProgress> {
    const answered = this.#answer.then((answer): ExchangeProgress => ({ answer }));
    if (this.#untold === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#told = resolve;
      await Promise.race([answered, promise]);
    }
    const keepalive = this.#untold;
    this.#untold = undefined;
    return keepalive === undefined ? answered : { keepalive };
  }

  /** Waits for the answer, however long that takes. */
  answer(): Promise<Uint8Array> {
    return this.#answer;
  }

  /** Stops the key; its answer then comes at once. */
  cancel(): void {
    this.#cancel.abort();
  }
}
