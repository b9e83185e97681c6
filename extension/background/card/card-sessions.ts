import type { DeviceList } from '../../../shared/rpc/device.ts';
import type { CardRemovedAct } from '../../../shared/settings/settings.ts';

/** A page on which somebody has signed in with a card that was there. */
export interface CardSession {
  readonly tabId: number;
  /** Serialised; another page in the same tab is another matter. */
  readonly origin: string;
  /** The card's id, as the bridge names it while it is there. */
  readonly card: string;
}

export interface CardSessionsParts {
  /** What the administrator wants done. */
  readonly act: () => CardRemovedAct;
  /** Tells a page of an origin that the card is gone. @returns whether such a page was there */
  readonly tell: (tabId: number, origin: string) => Promise<boolean>;
  readonly close: (tabId: number) => Promise<void>;
}

/**
 * The pages on which somebody has signed in with a card. When it is taken out, each hears of it,
 * where the administrator wants that. They are forgotten with the worker, which lives as long as the
 * bridge is watched for them.
 */
export class CardSessions {
  readonly #parts: CardSessionsParts;
  #sessions: readonly CardSession[] = [];

  constructor(parts: CardSessionsParts) {
    this.#parts = parts;
  }

  /** Whether the cards are to be watched. */
  get isWatching(): boolean {
    return this.#sessions.length > 0;
  }

  /** Somebody has signed in. */
  begin(session: CardSession): void {
    if (this.#parts.act() === 'nothing') return;
    this.#sessions = [...this.#sessions.filter(({ tabId }) => tabId !== session.tabId), session];
  }

  onTabRemoved(tabId: number): void {
    this.#sessions = this.#sessions.filter((session) => session.tabId !== tabId);
  }

  /** @param list what is attached; `null` while nobody knows, which is no news */
  onDevices(list: DeviceList | null): void {
    if (list === null || !this.isWatching) return;
    // A service that has stopped says nothing of the cards in its readers.
    if (list.problems.some((problem) => problem.startsWith('pcsc-'))) return;
    const isThere = ({ card }: CardSession) => list.devices.some(({ id }) => id === card);
    const over = this.#sessions.filter((session) => !isThere(session));
    this.#sessions = this.#sessions.filter(isThere);
    for (const session of over) this.#end(session);
  }

  async #end({ tabId, origin }: CardSession): Promise<void> {
    const { act, tell, close } = this.#parts;
    try {
      // A page that is about to be closed can still sign out.
      const isThere = await tell(tabId, origin);
      if (isThere && act() === 'close') await close(tabId);
    } catch {
      // The tab is gone, or shows what nobody may look at.
    }
  }
}
