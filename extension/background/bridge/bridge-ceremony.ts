import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CeremonyAnswer } from '../../../shared/rpc/ceremony.ts';
import type { BridgeClient } from './bridge-client.ts';
import type { CallOptions } from './rpc-connection.ts';

/** Time for the bridge to end a ceremony by itself before we stop waiting for it, in milliseconds. */
const GRACE_MS = 5_000;
/** The bridge answers at once what needs no device, in milliseconds. */
const ANSWER_TIMEOUT_MS = 3_000;

/** An answer to an open step; which ceremony it is for, the ceremony knows. */
export type StepAnswer = CeremonyAnswer extends infer A
  ? A extends CeremonyAnswer
    ? Omit<A, 'ceremony'>
    : never
  : never;

/** One ceremony at the bridge, known there by the id of the request that began it. */
export class BridgeCeremony {
  readonly id: string = crypto.randomUUID();
  readonly #bridge: Pick<BridgeClient, 'call'>;
  readonly #cancelled = Promise.withResolvers<never>();
  #stage: 'new' | 'sent' | 'cancelled' = 'new';

  constructor(bridge: Pick<BridgeClient, 'call'>) {
    this.#bridge = bridge;
    // Nobody waits for it yet when a request is cancelled before it was sent.
    this.#cancelled.promise.catch(() => undefined);
  }

  /**
   * Sends the request, at once, and waits for its one result.
   * @param lifeMs how long the bridge lets it take
   * @throws WardkeyError the bridge's code, or the one that it was cancelled with
   */
  run<T>(call: (options: CallOptions) => Promise<T>, lifeMs: number): Promise<T> {
    if (this.#stage === 'cancelled') return this.#cancelled.promise;
    this.#stage = 'sent';
    const timeoutCode = 'ceremony-timeout';
    const result = call({ id: this.id, timeoutMs: lifeMs + GRACE_MS, timeoutCode });
    return Promise.race([result, this.#cancelled.promise]);
  }

  /** Rejects when it is cancelled, before it was sent as well as after. */
  get cancelled(): Promise<never> {
    return this.#cancelled.promise;
  }

  /** Ends it here and at the device. The caller does not wait for the device. */
  cancel(code: ErrorCode): void {
    this.#cancelled.reject(new WardkeyError(code));
    const wasSent = this.#stage === 'sent';
    this.#stage = 'cancelled';
    if (!wasSent) return;
    this.#bridge
      .call(
        'ceremony.cancel',
        { ceremony: this.id },
        { timeoutMs: ANSWER_TIMEOUT_MS, timeoutCode: 'bridge-mute' },
      )
      .catch(() => {
        // The bridge is gone, and the ceremony with it; or it had ended just before.
      });
  }

  /**
   * Hands the person's answer to an open step on.
   * @throws WardkeyError `ceremony-unknown` when the step is not open any more, `bridge-...`
   */
  async answer(answer: StepAnswer): Promise<void> {
    try {
      await this.#bridge.call(
        'ceremony.answer',
        { ...answer, ceremony: this.id },
        { timeoutMs: ANSWER_TIMEOUT_MS, timeoutCode: 'bridge-mute' },
      );
    } catch (thrown) {
      throw toWardkeyError(thrown);
    }
  }
}
