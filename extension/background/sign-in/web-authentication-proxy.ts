import { type DomExceptionName, NEUTRAL_MESSAGE } from '../../../shared/errors/dom-exception.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CeremonyKind, Interceptor, RequestKey } from './interceptor.ts';

export interface ProxyListeners {
  /** A page called `navigator.credentials.create()` or `get()`; `json` is its options. */
  onRequest(key: RequestKey, json: string): void;
  /** The page's AbortSignal fired. Such a request cannot be completed any more. */
  onCancel(requestId: number): void;
}

interface Listenable<T> {
  addListener(listener: (value: T) => void): void;
}

interface Request {
  readonly requestId: number;
  readonly requestDetailsJson: string;
}

interface Completion {
  requestId: number;
  responseJson?: string;
  error?: { name: string; message: string };
}

/** What is used of chrome.webAuthenticationProxy. */
export interface ProxyApi {
  /** Resolves with a text when another extension is attached. */
  attach(): Promise<string | undefined>;
  detach(): Promise<string | undefined>;
  completeCreateRequest(details: Completion): Promise<void>;
  completeGetRequest(details: Completion): Promise<void>;
  completeIsUvpaaRequest(details: { requestId: number; isUvpaa: boolean }): Promise<void>;
  readonly onCreateRequest: Listenable<Request>;
  readonly onGetRequest: Listenable<Request>;
  readonly onIsUvpaaRequest: Listenable<Pick<Request, 'requestId'>>;
  readonly onRequestCanceled: Listenable<number>;
}

/** The one owner of chrome.webAuthenticationProxy. */
export class WebAuthenticationProxy implements Interceptor {
  readonly reachesEveryPage = true;
  readonly #api: ProxyApi;

  /**
   * Registers every listener at once. It must run while the worker's script runs first: the
   * browser wakes a worker only for listeners that were there then, and a proxy that is attached
   * without an isUvpaa listener makes every tab of the profile wait.
   */
  constructor(api: ProxyApi, listeners: ProxyListeners) {
    this.#api = api;
    api.onCreateRequest.addListener(({ requestId, requestDetailsJson }) =>
      listeners.onRequest({ kind: 'create', requestId }, requestDetailsJson),
    );
    api.onGetRequest.addListener(({ requestId, requestDetailsJson }) =>
      listeners.onRequest({ kind: 'get', requestId }, requestDetailsJson),
    );
    api.onIsUvpaaRequest.addListener(({ requestId }) => {
      // Wardkey reaches keys and cards, which are no platform authenticators.
      api.completeIsUvpaaRequest({ requestId, isUvpaa: false }).catch(ignoreGone);
    });
    api.onRequestCanceled.addListener((requestId) => listeners.onCancel(requestId));
  }

  /** @throws WardkeyError `proxy-held` when another extension is attached */
  async attach(): Promise<void> {
    const refusal = await this.#api.attach();
    if (refusal) throw new WardkeyError('proxy-held', { cause: refusal });
  }

  /** Gives the pages back to the browser. Never rejects; fine when not attached. */
  async detach(): Promise<void> {
    await this.#api.detach().catch(ignoreGone);
  }

  /**
   * Answers a request with a credential.
   * @throws WardkeyError `bridge-garbled` when the browser does not take the answer
   */
  async succeed(key: RequestKey, credential: object): Promise<void> {
    const details = { requestId: key.requestId, responseJson: JSON.stringify(credential) };
    try {
      await this.#complete(key.kind, details);
    } catch (cause) {
      throw new WardkeyError('bridge-garbled', { cause });
    }
  }

  /** Answers a request with an exception. Never rejects: a request that is gone needs no answer. */
  async fail(key: RequestKey, name: DomExceptionName): Promise<void> {
    const details = { requestId: key.requestId, error: { name, message: NEUTRAL_MESSAGE } };
    await this.#complete(key.kind, details).catch(ignoreGone);
  }

  #complete(kind: CeremonyKind, details: Completion): Promise<void> {
    return kind === 'create'
      ? this.#api.completeCreateRequest(details)
      : this.#api.completeGetRequest(details);
  }
}

/** The browser rejects what concerns a request or a page that went in the meantime. */
function ignoreGone(): void {}
