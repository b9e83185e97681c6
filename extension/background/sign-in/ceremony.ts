import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import { BridgeCeremony } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { PageRequest } from './page-request.ts';

/** How long a request may take: the page's wish within our bounds. */
function lifeOf(request: PageRequest): number {
  const { min, standard, max } = CEREMONY_TIMEOUT_MS;
  return Math.min(Math.max(request.options.timeout ?? standard, min), max);
}

/** One page's WebAuthn request at the bridge. */
export class Ceremony extends BridgeCeremony {
  readonly request: PageRequest;
  readonly #bridge: Pick<BridgeClient, 'call'>;

  constructor(request: PageRequest, bridge: Pick<BridgeClient, 'call'>) {
    super(bridge);
    this.request = request;
    this.#bridge = bridge;
  }

  /**
   * Sends the request, at once, and waits for its one result.
   * @param topOrigin of the tab, when the request comes from a frame of another origin
   * @returns the credential in the form that the page's browser wants
   * @throws WardkeyError the bridge's code, or the one that it was cancelled with
   */
  ask(topOrigin: string | null): Promise<object> {
    const { request } = this;
    const { origin, sameOriginWithAncestors } = request;
    const caller = {
      origin,
      sameOriginWithAncestors,
      ...(sameOriginWithAncestors || topOrigin === null ? {} : { topOrigin }),
    };
    return this.run<object>(
      (call) =>
        request.kind === 'create'
          ? this.#bridge.call('webauthn.create', { ...caller, options: request.options }, call)
          : this.#bridge.call('webauthn.get', { ...caller, options: request.options }, call),
      lifeOf(request),
    );
  }
}
