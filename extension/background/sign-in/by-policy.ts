import { isDoneOn } from '../../../shared/journeys/engine.ts';
import { KEY_SIGN_IN } from '../../../shared/journeys/list/key-sign-in.ts';
import type { PopupView } from '../../../shared/messages/views.ts';
import * as v from '../../../shared/schema/schema.ts';
import { type SessionArea, SessionSlot } from '../session-slot.ts';

export interface SignInByPolicyParts {
  readonly session: SessionArea;
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
  readonly #slot: SessionSlot<readonly number[]>;
  readonly #loaded: Promise<void>;

  constructor(parts: SignInByPolicyParts) {
    this.#parts = parts;
    this.#slot = new SessionSlot(parts.session, {
      key: 'own-way',
      schema: v.array(v.number()),
      nothing: [],
    });
    this.#loaded = this.#slot.load().then((tabs) => {
      for (const tabId of tabs) this.#left.add(tabId);
    });
  }

  /** @param page the catalogue's page that a listed host shows in the tab; `null` for none. Never rejects. */
  async onPage(tabId: number, page: string | null): Promise<void> {
    const { isOn, signIn, isInFront, choose } = this.#parts;
    await this.#loaded;
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
    if (tabId !== undefined) this.#change((left) => left.add(tabId));
  }

  onTabRemoved(tabId: number): void {
    this.#change((left) => left.delete(tabId));
  }

  /** The person is gone, and with them what they wished. */
  forget(): void {
    this.#change((left) => left.clear());
  }

  async #change(change: (left: Set<number>) => void): Promise<void> {
    await this.#loaded;
    const before = [...this.#left];
    change(this.#left);
    if (this.#left.size !== before.length) await this.#slot.save([...this.#left]);
  }
}
