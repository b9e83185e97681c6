import { journeyOf } from '../../../shared/journeys/catalogue.ts';
import {
  type Attached,
  goBack,
  goOn,
  isDoneOn,
  isOver,
  onAttached,
  onPage,
  type Place,
  skip,
  startAt,
  stepAt,
} from '../../../shared/journeys/engine.ts';
import type { Journey } from '../../../shared/journeys/journey.ts';
import { isOffered } from '../../../shared/journeys/offer.ts';
import type { Move } from '../../../shared/messages/guide-messages.ts';
import { isUnreadPage } from '../../../shared/portals/unread-pages.ts';
import { type GuideState, type GuideStore, NO_GUIDE, type TabGuide } from './guide-store.ts';

const NOWHERE: TabGuide = { page: null, offersSignIn: false, asked: false, place: null };

export interface GuideParts {
  readonly store: GuideStore;
  /** Something of a tab's guide is new. */
  readonly onChange: (tabId: number) => void;
  /** The person is finished, or took the card away: what is known of their devices goes too. */
  readonly onFinish: (why: 'person' | 'card') => void;
}

/**
 * Knows, for each tab, the page in sight and the journey that its person is in. All of it is plain
 * data in session storage, read once by every worker.
 */
export class Guide {
  readonly #parts: GuideParts;
  readonly #loaded: Promise<void>;
  #state: GuideState = NO_GUIDE;
  #attached: Attached = { key: false, card: false };

  constructor(parts: GuideParts) {
    this.#parts = parts;
    this.#loaded = parts.store.load().then((state) => {
      this.#state = state;
    });
  }

  /** Resolves once what an earlier worker knew is known again. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  of(tabId: number): TabGuide {
    return this.#state.tabs[tabId] ?? NOWHERE;
  }

  /**
   * Whether the banner belongs on a tab's page now.
   * @param isTroubled a sign-in has gone wrong there: that is told where nothing else is offered, too
   */
  isShown(tabId: number, isTroubled: boolean): boolean {
    if (this.#state.hidden || !this.mayStandOn(tabId)) return false;
    const { page, place, asked } = this.of(tabId);
    return place !== null || isOffered(page) || ((asked || isTroubled) && page !== null);
  }

  /** Whether a banner may stand on a tab's page at all: on a page of mail none does. */
  mayStandOn(tabId: number): boolean {
    return !isUnreadPage(this.of(tabId).page);
  }

  /** Whether the step of any tab waits for a card. */
  get waitsForCard(): boolean {
    return Object.values(this.#state.tabs).some(({ place }) => {
      const journey = place === null ? undefined : journeyOf(place.journey);
      return place !== null && journey !== undefined && stepAt(journey, place)?.live === 'card';
    });
  }

  /** The page that a tab shows; `null` for one that the catalogue does not have. */
  async onPage(tabId: number, page: string | null, offersSignIn: boolean): Promise<void> {
    await this.#loaded;
    if (page === null && this.#state.tabs[tabId] === undefined) return;
    const place = this.#walk(tabId, (at, of) => onPage(of, at, page));
    this.#set(tabId, { ...this.of(tabId), page, offersSignIn, place });
  }

  /** Whether a card was there when that was known last. */
  get hadCard(): boolean {
    return this.#state.card;
  }

  /**
   * Devices came or went.
   * @param isSure whether a card that is not among them is gone; it may not have been found yet
   */
  async onAttached(attached: Attached, isSure: boolean): Promise<void> {
    await this.#loaded;
    const isCardGone = isSure && this.#state.card && !attached.card;
    this.#attached = attached;
    if (isCardGone || (attached.card && !this.#state.card)) {
      this.#state = { ...this.#state, card: attached.card };
      await this.#parts.store.save(this.#state);
    }
    if (isCardGone && !this.#isAboutKey()) return this.finish('card');
    for (const tab of Object.keys(this.#state.tabs).map(Number)) {
      const guide = this.of(tab);
      if (guide.place === null) continue;
      this.#set(tab, {
        ...guide,
        place: this.#walk(tab, (at, of) => onAttached(of, at, attached)),
      });
    }
  }

  /**
   * Whether a journey with a key is under way: a key may answer as a card as well, and is moved
   * from one socket to another.
   */
  #isAboutKey(): boolean {
    return Object.values(this.#state.tabs).some(({ place }) => {
      const journey = place === null ? undefined : journeyOf(place.journey);
      if (place === null || journey === undefined || isOver(journey, place)) return false;
      return journey.steps.some(({ live }) => live === 'key');
    });
  }

  async pick(tabId: number, id: string): Promise<void> {
    await this.#loaded;
    const journey = journeyOf(id);
    if (journey === undefined) return;
    const guide = this.of(tabId);
    const place = startAt(journey, guide.page);
    const tabs = { ...this.#state.tabs, [tabId]: { ...guide, place } };
    this.#state = { ...this.#state, tabs, hidden: false };
    this.#tell(tabId);
  }

  async move(tabId: number, move: Move): Promise<void> {
    await this.#loaded;
    const guide = this.of(tabId);
    this.#set(tabId, { ...guide, place: move === 'again' ? null : this.#walk(tabId, MOVE[move]) });
  }

  /** Takes the banner away, or brings it back. */
  async hide(tabId: number, hidden: boolean): Promise<void> {
    await this.#loaded;
    const guide = { ...this.of(tabId), asked: !hidden };
    this.#state = { ...this.#state, tabs: { ...this.#state.tabs, [tabId]: guide }, hidden };
    this.#tell(tabId);
  }

  /** Forgets everything: on a shared computer the next person finds nothing. */
  async finish(why: 'person' | 'card'): Promise<void> {
    await this.#loaded;
    const tabs = Object.keys(this.#state.tabs).map(Number);
    this.#state = { ...NO_GUIDE, card: this.#state.card };
    await this.#parts.store.save(this.#state);
    for (const tab of tabs) this.#parts.onChange(tab);
    this.#parts.onFinish(why);
  }

  async onTabRemoved(tabId: number): Promise<void> {
    await this.#loaded;
    const { [tabId]: gone, ...tabs } = this.#state.tabs;
    if (gone === undefined) return;
    this.#state = { ...this.#state, tabs };
    await this.#parts.store.save(this.#state);
  }

  #walk(tabId: number, step: (at: Place, of: Journey) => Place): Place | null {
    const { place } = this.of(tabId);
    const journey = place === null ? undefined : journeyOf(place.journey);
    if (place === null || journey === undefined) return null;
    return onAttached(journey, step(place, journey), this.#attached);
  }

  /** Tells only of what is other than it was: news of devices come to every tab. */
  #set(tabId: number, guide: TabGuide): void {
    if (JSON.stringify(guide) === JSON.stringify(this.#state.tabs[tabId])) return;
    this.#state = { ...this.#state, tabs: { ...this.#state.tabs, [tabId]: guide } };
    this.#tell(tabId);
  }

  #tell(tabId: number): void {
    this.#parts.store.save(this.#state);
    this.#parts.onChange(tabId);
  }
}

const MOVE: Readonly<Record<Exclude<Move, 'again'>, (at: Place, of: Journey) => Place>> = {
  next: (at, of) => goOn(of, at),
  back: (at) => goBack(at),
  skip: (at, of) => skip(of, at),
  // Where the next step is on another page, that page shows it; on this one nobody else does.
  pressed: (at, of) => {
    const next = of.steps[at.step];
    return next !== undefined && isDoneOn(next, at.page) ? goOn(of, at) : at;
  },
};
