import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import type { AskedPortal } from '../../../shared/portals/asked-portals.ts';
import { send } from '../../ui/send.ts';
import type { TrialWays } from './key-trial.ts';

export type TrialEnd = Pick<DeviceTrial, 'passed' | 'problem' | 'findings'>;

/** What this page has asked to be done with a device through the bridge. */
export class BridgeTrials {
  readonly #waiting = new Map<string, (how: TrialEnd) => void>();

  readonly #portal: { readonly portal?: AskedPortal };

  /** @param portal what the check-up is about, where that is known */
  constructor(portal: AskedPortal | undefined) {
    this.#portal = portal === undefined ? {} : { portal };
  }

  /** Asks for it. Never rejects. */
  readonly begin: TrialWays['throughBridge'] = async (device, task) => {
    const { promise, resolve } = Promise.withResolvers<TrialEnd>();
    const id = crypto.randomUUID();
    this.#waiting.set(id, resolve);
    const refused = await send({
      kind: 'check-up.try',
      id,
      device,
      ...(task && { task }),
      ...this.#portal,
    });
    if (refused !== null) resolve({ problem: refused });
    return promise.finally(() => this.#waiting.delete(id));
  };

  /** Ends all that this page has asked for. */
  readonly stop = () => {
    for (const id of this.#waiting.keys()) void send({ kind: 'check-up.cancel', id });
  };

  /** The background tells of the last one that has ended. */
  onTrial(trial: DeviceTrial | null): void {
    if (trial !== null) this.#waiting.get(trial.id)?.(trial);
  }

  /** The background is gone. */
  onLost(): void {
    for (const end of this.#waiting.values()) end({ problem: 'internal' });
  }
}
