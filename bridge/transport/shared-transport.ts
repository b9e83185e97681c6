import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { CtapDevice, Transport, TransportObserver } from './transport.ts';

/**
 * One transport for several observers, so that keys and cards are both looked for by one watch of
 * the readers: each is told of all, from when it begins.
 */
export class SharedTransport {
  readonly #transport: Transport;
  readonly #observers = new Map<Transport, TransportObserver>();
  readonly #devices = new Map<string, CtapDevice>();
  /** What the transport said of itself last; `undefined` while it is still looking. */
  #problem: ErrorCode | null | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The transport, for one observer. It runs from the first start to the last stop. */
  view(): Transport {
    const view: Transport = {
      name: this.#transport.name,
      start: (observer) => this.#start(view, observer),
      stop: () => this.#stop(view),
    };
    return view;
  }

  #start(view: Transport, observer: TransportObserver): void {
    const isFirst = this.#observers.size === 0;
    this.#observers.set(view, observer);
    if (isFirst) {
      this.#transport.start(this.#distributor());
      return;
    }
    for (const device of [...this.#devices.values()]) observer.onAdd(device);
    if (this.#problem !== undefined) observer.onProblem(this.#problem);
  }

  async #stop(view: Transport): Promise<void> {
    if (!this.#observers.delete(view) || this.#observers.size > 0) return;
    this.#devices.clear();
    this.#problem = undefined;
    await this.#transport.stop();
  }

  #distributor(): TransportObserver {
    return {
      onAdd: (device) => {
        this.#devices.set(device.id, device);
        for (const observer of [...this.#observers.values()]) observer.onAdd(device);
      },
      onRemove: (id, why) => {
        this.#devices.delete(id);
        for (const observer of [...this.#observers.values()]) observer.onRemove(id, why);
      },
      onProblem: (problem) => {
        this.#problem = problem;
        for (const observer of [...this.#observers.values()]) observer.onProblem(problem);
      },
    };
  }
}
