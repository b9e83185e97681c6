import { type DomExceptionName, NEUTRAL_MESSAGE } from '../../../shared/errors/dom-exception.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { InterceptedAnswer } from '../../../shared/messages/interception.ts';
import type { Interceptor, RequestKey } from '../sign-in/interceptor.ts';
import { type PageRequest, pageRequestOf } from '../sign-in/page-request.ts';
import { InterceptedPage, type InterceptionPort } from './intercepted-page.ts';

export interface PageInterceptionParts {
  /** The tab of the sign-in that is open, or made ready. */
  readonly chosenTab: () => number | null;
  /** Hosts whose pages may be answered. */
  readonly hosts: () => readonly string[];
  readonly putOn: (tabId: number, hosts: readonly string[]) => Promise<void>;
  readonly takeOff: () => Promise<void>;
  /** A page called `navigator.credentials.create()` or `get()`. `read` throws what it cannot read. */
  readonly onRequest: (key: RequestKey, read: () => PageRequest) => void;
  /** The page aborted its request, or is gone. */
  readonly onCancel: (requestId: number, code: 'ceremony-aborted' | 'page-gone') => void;
}

interface Asked {
  readonly page: InterceptedPage;
  /** The page's own number. */
  readonly id: number;
}

/**
 * Takes the WebAuthn calls of the chosen tab's listed pages where the browser has no
 * webAuthenticationProxy: a content script in their top documents hands them on. What it says counts
 * as the page's own word; who asks is the browser's.
 */
export class PageInterception implements Interceptor {
  readonly reachesEveryPage = false;
  readonly #parts: PageInterceptionParts;
  readonly #pages = new Set<InterceptedPage>();
  readonly #asked = new Map<number, Asked>();
  #isAttached = false;
  /** Settles once this worker knows whether a sign-in is open. */
  readonly #known = Promise.withResolvers<void>();
  // What an earlier worker was asked must not be taken for a request of this one.
  #lastRequestId = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

  constructor(parts: PageInterceptionParts) {
    this.#parts = parts;
  }

  /** @throws WardkeyError `page-gone` when the script cannot be put on the tab's page */
  async attach(): Promise<void> {
    const tabId = this.#parts.chosenTab();
    this.#isAttached = true;
    this.#known.resolve();
    try {
      if (tabId === null) throw new RangeError('no tab is chosen');
      await this.#parts.putOn(tabId, this.#parts.hosts());
    } catch (cause) {
      await this.detach();
      throw new WardkeyError('page-gone', { cause });
    }
  }

  async detach(): Promise<void> {
    this.#isAttached = false;
    this.#known.resolve();
    for (const page of this.#pages) page.letGo();
    await this.#parts.takeOff().catch(() => undefined);
  }

  async succeed({ requestId }: RequestKey, credential: object): Promise<void> {
    this.#answer(requestId, { type: 'credential', credential });
  }

  async fail({ requestId }: RequestKey, name: DomExceptionName): Promise<void> {
    this.#answer(requestId, { type: 'failed', name, message: NEUTRAL_MESSAGE });
  }

  /** The script is there in a listed page's top document. @param from in the browser's words */
  async onPort(
    port: InterceptionPort,
    from: Pick<InterceptedPage, 'origin' | 'tabId'>,
  ): Promise<void> {
    const page: InterceptedPage = new InterceptedPage(port, from, {
      onRequest: async ({ id, kind, options }) => {
        await this.#known.promise;
        if (!this.#takes(page)) return page.decide(id, 'native');
        page.decide(id, 'taken');
        this.#lastRequestId += 1;
        const requestId = this.#lastRequestId;
        this.#asked.set(requestId, { page, id });
        const caller = { origin: page.origin, sameOriginWithAncestors: true };
        const key = { kind, requestId };
        this.#parts.onRequest(key, () => pageRequestOf(key, caller, options));
      },
      onAbort: (id) => this.#cancel('ceremony-aborted', (asked) => asked.id === id, page),
      onGone: () => {
        this.#pages.delete(page);
        this.#cancel('page-gone', () => true, page);
      },
    });
    this.#pages.add(page);
    await this.#known.promise;
    if (!this.#takes(page)) page.letGo();
  }

  /** A tab that was not chosen keeps the browser's own way, whatever its origin. */
  #takes({ tabId }: InterceptedPage): boolean {
    return this.#isAttached && tabId === this.#parts.chosenTab();
  }

  #answer(requestId: number, answer: InterceptedAnswer): void {
    const asked = this.#asked.get(requestId);
    this.#asked.delete(requestId);
    asked?.page.answer(asked.id, answer);
  }

  #cancel(
    code: 'ceremony-aborted' | 'page-gone',
    isMeant: (asked: Asked) => boolean,
    page: InterceptedPage,
  ): void {
    for (const [requestId, asked] of this.#asked) {
      if (asked.page !== page || !isMeant(asked)) continue;
      this.#asked.delete(requestId);
      this.#parts.onCancel(requestId, code);
    }
  }
}
