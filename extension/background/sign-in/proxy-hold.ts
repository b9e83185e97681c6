import type { Interceptor } from './interceptor.ts';
import { showsListedPage, type TabStanding } from './request-gate.ts';

/**
 * Whether Wardkey holds the browser's WebAuthn: what was wanted last comes true, one call to the
 * browser after the other.
 */
export class ProxyHold {
  readonly #proxy: Pick<Interceptor, 'attach' | 'detach' | 'reachesEveryPage'>;
  #isWanted = false;
  #last: Promise<void> = Promise.resolve();

  constructor(proxy: Pick<Interceptor, 'attach' | 'detach' | 'reachesEveryPage'>) {
    this.#proxy = proxy;
  }

  /**
   * Resolves once attached, or once it is known that nobody wants that any more.
   * @throws WardkeyError `proxy-held` when another extension is attached
   */
  take(): Promise<void> {
    this.#isWanted = true;
    return this.#next(async () => {
      if (this.#isWanted) await this.#proxy.attach();
    });
  }

  /** Resolves once detached. Detaches also what an earlier worker attached. Never rejects. */
  release(): Promise<void> {
    this.#isWanted = false;
    return this.#next(() => this.#proxy.detach());
  }

  /** Whether another extension is attached. Only while nobody wants it here. Never rejects. */
  async isHeldByOther(): Promise<boolean> {
    if (this.#isWanted) return false;
    try {
      await this.take();
      return false;
    } catch {
      return true;
    } finally {
      await this.release();
    }
  }

  /** Takes or releases where that is a change. @throws WardkeyError as {@link take} */
  async become(wanted: boolean): Promise<void> {
    if (wanted !== this.#isWanted) await (wanted ? this.take() : this.release());
  }

  /**
   * Whether it may be held while the chosen tab shows that page. On its way from one page of the list
   * to another it may come by others: what takes the WebAuthn of every page lets go there.
   */
  mayStayOn(tab: TabStanding, allowedByPolicy: readonly string[]): boolean {
    return !this.#proxy.reachesEveryPage || showsListedPage(tab, allowedByPolicy);
  }

  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
