import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import { send } from '../../ui/send.ts';
import type { TrialWays } from './key-trial.ts';

type Ended = Pick<DeviceTrial, 'passed' | 'problem'>;

/** Real tries through the bridge, as this page has asked for them. */
export class BridgeTrials {
  #waiting: { readonly id: string; readonly end: (how: Ended) => void } | null = null;

  /** Asks for one. Never rejects. */
  readonly begin: TrialWays['throughBridge'] = async (device, wish) => {
    const { promise, resolve } = Promise.withResolvers<Ended>();
    const id = crypto.randomUUID();
    this.#waiting = { id, end: resolve };
    const refused = await send({ kind: 'check-up.try', id, device, ...wish });
    if (refused !== null) resolve({ problem: refused });
    return promise;
  };

  /** The background tells of the last one that has ended. */
  onTrial(trial: DeviceTrial | null): void {
    if (trial !== null && trial.id === this.#waiting?.id) this.#waiting.end(trial);
  }

  /** The background is gone. */
  onLost(): void {
    this.#waiting?.end({ problem: 'internal' });
  }
}
