/** How long the bridge stays open after it was last wanted, in milliseconds. */
const IDLE_MS = 120_000;

export interface WarmthParts {
  /** Whether a page of ours, a sign-in or a page of the catalogue needs the bridge now. */
  readonly isWanted: () => Promise<boolean>;
  readonly close: () => void;
}

/**
 * Closes the bridge when nobody has wanted it for a while. A timer is enough: the open port keeps
 * the worker alive, and without a port there is nothing to close.
 */
export class BridgeWarmth {
  readonly #parts: WarmthParts;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: WarmthParts) {
    this.#parts = parts;
  }

  /** The bridge is wanted from now on, for a while. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), IDLE_MS);
  }

  async #look(): Promise<void> {
    if (await this.#parts.isWanted().catch(() => false)) this.renew();
    else this.#parts.close();
  }
}
