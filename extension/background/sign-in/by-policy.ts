import { isDoneOn } from '../../../shared/journeys/engine.ts';
import { KEY_SIGN_IN } from '../../../shared/journeys/list/key-sign-in.ts';
import type { PopupView } from '../../../shared/messages/views.ts';

export interface SignInByPolicyParts {
  /** Whether the organisation wants every sign-in with a key to go through Wardkey. */
  readonly isOn: () => boolean;
  readonly signIn: () => PopupView['signIn'];
  readonly isInFront: (tabId: number) => Promise<boolean>;
  /** @throws WardkeyError why Wardkey cannot take the sign-in over: the browser's own way stays */
  readonly choose: (tabId: number) => Promise<void>;
}

/**
 * Chooses Wardkey for the person, where the organisation wants that: once the first page of a
 * sign-in with a key is seen, so that the page meets Wardkey however soon it asks. Whoever goes
 * back to the browser's own way keeps it in that tab.
 */
export class SignInByPolicy {
  readonly #parts: SignInByPolicyParts;
  /** Tabs whose person wants the browser's own way. */
  readonly #left = new Set<number>();

  constructor(parts: SignInByPolicyParts) {
    this.#parts = parts;
  }

  /** @param page the catalogue's page that a listed host shows in the tab; `null` for none. Never rejects. */
  async onPage(tabId: number, page: string | null): Promise<void> {
    const { isOn, signIn, isInFront, choose } = this.#parts;
    const isWanted = (): boolean =>
      isOn() &&
      !this.#left.has(tabId) &&
      signIn()?.stage !== 'ceremony' &&
      signIn()?.tabId !== tabId;
    if (!KEY_SIGN_IN.steps.some((step) => isDoneOn(step, page)) || !isWanted()) return;
    // A page in the background may not take the proxy from the one that the person is at.
    if (!(await isInFront(tabId).catch(() => false)) || !isWanted()) return;
    await choose(tabId).catch(() => undefined);
  }

  /** The person went back to the browser's own way. */
  onLeft(): void {
    const tabId = this.#parts.signIn()?.tabId;
    if (tabId !== undefined) this.#left.add(tabId);
  }

  onTabRemoved(tabId: number): void {
    this.#left.delete(tabId);
  }
}
