import type { WebAuthenticationProxy } from './web-authentication-proxy.ts';

/**
 * Whether Wardkey holds the browser's WebAuthn: what was wanted last comes true, one call to the
 * browser after the other.
 */
export class ProxyHold {
  readonly #proxy: Pick<WebAuthenticationProxy, 'attach' | 'detach'>;
  #isWanted = false;
  #last: Promise<void> = Promise.resolve();

  constructor(proxy: Pick<WebAuthenticationProxy, 'attach' | 'detach'>) {
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

  /** Takes or releases where that is a change. @throws WardkeyError as {@link take} */
  async become(wanted: boolean): Promise<void> {
    if (wanted !== this.#isWanted) await (wanted ? this.take() : this.release());
  }

  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
