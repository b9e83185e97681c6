import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { admit } from './admission.ts';
import type { Ceremony } from './ceremony.ts';
import type { TabWatch } from './tab-watch.ts';

/** The requests that the browser is asked about. They hold up nobody: any page may make them. */
export class Arrivals {
  readonly #ceremonies = new Set<Ceremony>();

  /**
   * Asks the browser whether a request may come in.
   * @throws WardkeyError what `admit` throws, or what the ceremony was cancelled with meanwhile
   */
  async admit(
    ceremony: Ceremony,
    tab: TabWatch,
    tabId: number,
    allowedByPolicy: readonly string[],
  ): Promise<void> {
    this.#ceremonies.add(ceremony);
    try {
      const admitted = admit(ceremony.request, tab, tabId, allowedByPolicy);
      await Promise.race([admitted, ceremony.cancelled]);
    } finally {
      this.#ceremonies.delete(ceremony);
    }
  }

  /** The page wants no answer to a request any more. @param code why */
  onAbort(requestId: number, code: ErrorCode): void {
    for (const ceremony of this.#ceremonies) {
      if (ceremony.request.requestId === requestId) ceremony.cancel(code);
    }
  }

  /** The page of the chosen tab was replaced: whoever asked from there is gone. */
  onPageGone(): void {
    for (const ceremony of this.#ceremonies) ceremony.cancel('page-gone');
  }
}
