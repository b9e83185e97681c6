import type { DomExceptionName } from '../../../shared/errors/dom-exception.ts';

export type CeremonyKind = 'create' | 'get';

/** What tells one request of a page from another. */
export interface RequestKey {
  readonly kind: CeremonyKind;
  readonly requestId: number;
}

/** Takes pages' WebAuthn calls in the browser's place, while it is attached. */
export interface Interceptor {
  /** Whether it takes those of every page of the browser, and not of the chosen tab alone. */
  readonly reachesEveryPage: boolean;
  /** @throws WardkeyError why it cannot take them */
  attach(): Promise<void>;
  /** Gives the pages back to the browser. Never rejects; fine when not attached. */
  detach(): Promise<void>;
  /** Answers a request with a credential. @throws WardkeyError when it cannot be handed over */
  succeed(key: RequestKey, credential: object): Promise<void>;
  /** Answers a request with an exception. Never rejects: a request that is gone needs no answer. */
  fail(key: RequestKey, name: DomExceptionName): Promise<void>;
}
