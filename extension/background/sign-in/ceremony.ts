import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CeremonyAnswer } from '../../../shared/rpc/ceremony.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { PageRequest } from './page-request.ts';

/** Time for the bridge to end a ceremony by itself before we stop waiting for it, in milliseconds. */
const GRACE_MS = 5_000;
/** The bridge answers at once what needs no device, in milliseconds. */
const ANSWER_TIMEOUT_MS = 3_000;

/** How long a request may take: the page's wish within our bounds, and the bridge's grace. */
function lifeOf(request: PageRequest): number {
  const { min, standard, max } = CEREMONY_TIMEOUT_MS;
  return Math.min(Math.max(request.options.timeout ?? standard, min), max) + GRACE_MS;
}

type Answer = CeremonyAnswer extends infer A
  ? A extends CeremonyAnswer
    ? Omit<A, 'ceremony'>
    : never
  : never;

/** One page's request at the bridge. */
export class Ceremony {
  readonly id: string = crypto.randomUUID();
  readonly request: PageRequest;
  readonly #bridge: Pick<BridgeClient, 'call'>;
  readonly #cancelled = Promise.withResolvers<never>();
  #stage: 'new' | 'sent' | 'cancelled' = 'new';

  constructor(request: PageRequest, bridge: Pick<BridgeClient, 'call'>) {
    this.request = request;
    this.#bridge = bridge;
    // Nobody waits for it yet when a request is cancelled before it was sent.
    this.#cancelled.promise.catch(() => undefined);
  }

  /**
   * Sends the request, at once, and waits for its one result.
   * @param topOrigin of the tab, when the request comes from a frame of another origin
   * @returns the credential in the form that the page's browser wants
   * @throws WardkeyError the bridge's code, or the one that it was cancelled with
   */
  run(topOrigin: string | null): Promise<object> {
    if (this.#stage === 'cancelled') return this.#cancelled.promise;
    this.#stage = 'sent';
    const { origin, sameOriginWithAncestors } = this.request;
    const caller = {
      origin,
      sameOriginWithAncestors,
      ...(sameOriginWithAncestors || topOrigin === null ? {} : { topOrigin }),
    };
    const options = {
      id: this.id,
      timeoutMs: lifeOf(this.request),
      timeoutCode: 'ceremony-timeout' as const,
    };
    const result =
      this.request.kind === 'create'
        ? this.#bridge.call(
            'webauthn.create',
            { ...caller, options: this.request.options },
            options,
          )
        : this.#bridge.call('webauthn.get', { ...caller, options: this.request.options }, options);
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
  async answer(answer: Answer): Promise<void> {
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
