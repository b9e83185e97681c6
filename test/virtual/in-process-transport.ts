import type { Transport, TransportObserver } from '../../bridge/transport/transport.ts';
import { KeyHub } from './key-hub.ts';

/** Virtual keys for a bridge in the same process. */
export class InProcessTransport extends KeyHub implements Transport {
  readonly name = 'virtual';
  #end = (): void => {};

  start(observer: TransportObserver): void {
    this.#end = this.watch(observer);
  }

  async stop(): Promise<void> {
    this.#end();
  }
}
