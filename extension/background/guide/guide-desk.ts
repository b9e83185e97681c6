import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardsRead } from '../../../shared/journeys/card-live-state.ts';
import { journeyOf } from '../../../shared/journeys/catalogue.ts';
import { attachedIn } from '../../../shared/journeys/live-state.ts';
import type { BannerView } from '../../../shared/messages/banner-view.ts';
import type { GuideView } from '../../../shared/messages/guide-view.ts';
import type { Trouble } from '../../../shared/messages/trouble.ts';
import type { PopupView } from '../../../shared/messages/views.ts';
import type { Language, Settings } from '../../../shared/settings/settings.ts';
import { openPanel, PANEL_PAGE, runBanner, showInTab } from '../../platform/guide-places.ts';
import { openPanelByShortcut } from '../../platform/panel-shortcut.ts';
import { guidedTab, showTab } from '../../platform/tabs.ts';
import { checkUpAddress } from '../../ui/check-up-begin.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { TabPage } from '../pages/seen-pages.ts';
import { PopupFeed } from '../popup-feed.ts';
import type { MessageHandlers, MessageOrigin } from '../router.ts';
import type { SessionArea } from '../session-slot.ts';
import { bannerView } from './banner-text.ts';
import { Guide } from './guide.ts';
import { GuideStore } from './guide-store.ts';
import { TabFeed, type ViewPort } from './tab-feed.ts';

/** The browser's id for no tab. */
const NO_TAB = -1;

export interface GuideDeskParts {
  readonly session: SessionArea;
  readonly language: () => Language;
  readonly settingsLoaded: Promise<void>;
  readonly contacts: () => Settings['contacts'];
  /** Wardkey's own. */
  readonly version: string;
  readonly bridge: Pick<BridgeClient, 'state' | 'devices'>;
  /** Whether a sign-in through Wardkey may be chosen on a host's pages. */
  readonly maySignIn: (host: string) => boolean;
  /** The cards as they were read last. */
  readonly cards: () => CardsRead | null;
  /** Has all readers looked into. @throws WardkeyError where nobody can tell */
  readonly isCardThere: () => Promise<boolean>;
  /** The sign-in through Wardkey that is open. */
  readonly signIn: () => PopupView['signIn'];
  /** The last sign-in of a tab, where that went wrong. */
  readonly trouble: (tabId: number) => Trouble | null;
  readonly choose: (tabId: number) => Promise<void>;
  /** The guide was forgotten, by the person's wish or because the card is gone. */
  readonly onFinish: (why: 'person' | 'card') => void;
  /** Something of a tab's guide is new. */
  readonly onChange: () => void;
}

type GuideKind = Extract<keyof MessageHandlers, `guide.${string}`>;

/** The guide: the banners on pages, and what the panel and the popup show of them. */
export class GuideDesk {
  readonly #parts: GuideDeskParts;
  readonly #guide: Guide;
  readonly #banners: TabFeed<BannerView>;
  /** Whether the bridge that is there now has told of a card, so that it tells when that goes. */
  #isCardKnown = false;
  #isAsking = false;
  /** Whether a key blinks now, in a sign-in that runs. */
  #isTouchAwaited = false;
  /** The panels and help pages that are open. */
  readonly panels: PopupFeed<GuideView>;
  readonly handlers: { readonly [K in GuideKind]: MessageHandlers[K] };

  constructor(parts: GuideDeskParts) {
    this.#parts = parts;
    openPanelByShortcut();
    this.#guide = new Guide({
      store: new GuideStore(parts.session),
      onChange: (tabId) => this.#onChange(tabId),
      onFinish: parts.onFinish,
    });
    this.#banners = new TabFeed((tabId) => (this.#isShown(tabId) ? this.view(tabId) : null));
    this.panels = new PopupFeed(() => this.#panelView());
    this.handlers = {
      'guide.pick': (message, from) => this.#pick(tabOf(message, from), message.journey, from),
      'guide.move': (message, from) => this.#guide.move(tabOf(message, from), message.move),
      'guide.hide': (message, from) => this.#guide.hide(tabOf(message, from), message.hidden),
      'guide.panel': (message, from) => openPanel(tabOf(message, from)),
      'guide.check-up': (message, from) => this.#checkUp(tabOf(message, from)),
      'guide.sign-in': (message, from) => parts.choose(tabOf(message, from)),
      'guide.finish': () => this.#guide.finish('person'),
    };
  }

  /** Resolves once what an earlier worker knew is known again. */
  get loaded(): Promise<void> {
    return this.#guide.loaded;
  }

  /** What the guide has to say of a tab, whether or not its banner is shown. */
  view(tabId: number): BannerView | null {
    const { language, contacts, version, bridge } = this.#parts;
    const guide = this.#guide.of(tabId);
    const signIn = this.#signIn(tabId);
    return bannerView({
      language: language(),
      guide,
      contacts: contacts(),
      version,
      signIn: signIn ?? (guide.offersSignIn ? 'offered' : 'none'),
      bridge: bridge.state,
      list: bridge.devices,
      cards: this.#parts.cards(),
      trouble: this.#parts.trouble(tabId),
      touch: this.#isTouchAwaited && signIn === 'running',
    });
  }

  /** Whether the step of any tab waits for a card. */
  get waitsForCard(): boolean {
    return this.#guide.waitsForCard;
  }

  /** The catalogue's page that a tab shows, where a sign-in through Wardkey may be chosen on it. */
  listedPage(tabId: number): string | null {
    const { page, offersSignIn } = this.#guide.of(tabId);
    return offersSignIn ? page : null;
  }

  /** Whether the person closed the banner that would be on a tab's page. */
  isHidden(tabId: number): boolean {
    return this.view(tabId) !== null && this.#guide.mayStandOn(tabId) && !this.#isShown(tabId);
  }

  /** A tab shows another page, or none of the catalogue. */
  async onPage(tabId: number, seen: TabPage | null): Promise<void> {
    await this.#parts.settingsLoaded;
    const page = seen?.match.kind === 'page' ? seen.match.page : null;
    const offersSignIn = seen !== null && this.#parts.maySignIn(seen.host);
    await this.#guide.onPage(tabId, page, offersSignIn);
    // A page that was loaded anew is the same page as before, without its banner.
    this.#putBanner(tabId);
  }

  onTabRemoved(tabId: number): Promise<void> {
    return this.#guide.onTabRemoved(tabId);
  }

  /** @param type what a sign-in through Wardkey asks of the person now */
  onCeremonyEvent(type: string): void {
    this.#isTouchAwaited = type === 'touch';
    this.onNews();
  }

  /** Devices, the bridge, a sign-in or the language are other than they were. */
  onNews(): void {
    // While the bridge is away nobody knows what is attached: nothing came, and nothing went.
    const { devices } = this.#parts.bridge;
    if (devices === null) {
      this.#isCardKnown = false;
    } else {
      const attached = attachedIn(devices);
      this.#isCardKnown ||= attached.card;
      this.#guide.onAttached(attached, this.#isCardKnown);
      if (!this.#isCardKnown && this.#guide.hadCard) this.#askForCard();
    }
    this.#banners.publish();
  }

  async onBannerPort(port: ViewPort<BannerView>, tabId: number): Promise<void> {
    await this.#guide.loaded;
    this.#banners.onPort(port, tabId);
  }

  onBannerGone(port: ViewPort<BannerView>): void {
    this.#banners.onPortGone(port);
  }

  /** Picked on the guide's page in a tab of its own, it goes on where the person came from. */
  async #pick(tabId: number, journey: string, from: MessageOrigin): Promise<void> {
    await this.#guide.pick(tabId, journey);
    const isInOtherTab =
      from.sender === 'guide-page' && from.tabId !== null && from.tabId !== tabId;
    const hasSteps = (journeyOf(journey)?.steps.length ?? 0) > 0;
    if (isInOtherTab && hasSteps && this.#isShown(tabId)) {
      // A tab that went meanwhile: the guide's page tells the same.
      await showTab(tabId).catch(() => undefined);
    }
  }

  async #panelView(): Promise<GuideView> {
    const { settingsLoaded, language, bridge, contacts } = this.#parts;
    await Promise.all([settingsLoaded, this.#guide.loaded]);
    const tabId = (await guidedTab(PANEL_PAGE)) ?? NO_TAB;
    const { page, place } = this.#guide.of(tabId);
    return {
      language: language(),
      tabId,
      page,
      place: place && { journey: place.journey, step: place.step },
      banner: this.view(tabId),
      list: bridge.devices,
      contacts: contacts(),
    };
  }

  #isShown(tabId: number): boolean {
    return this.#guide.isShown(tabId, this.#parts.trouble(tabId) !== null);
  }

  #putBanner(tabId: number): void {
    if (this.#isShown(tabId) && !this.#banners.has(tabId) && this.#guide.of(tabId).page) {
      // A page that went meanwhile, or where no script may run: the popup tells the same.
      runBanner(tabId).catch(() => undefined);
    }
  }

  /** A bridge that has just begun may not have looked into all readers yet: it is asked. */
  async #askForCard(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const isThere = await this.#parts.isCardThere().catch(() => true);
    this.#isAsking = false;
    const { devices } = this.#parts.bridge;
    if (isThere || devices === null || attachedIn(devices).card) return;
    this.#isCardKnown = true;
    this.#guide.onAttached(attachedIn(devices), true);
  }

  /** Opens a check-up of what went wrong; where nothing did, there is nothing to open. */
  async #checkUp(tabId: number): Promise<void> {
    const trouble = this.#parts.trouble(tabId);
    if (trouble !== null) await showInTab(checkUpAddress(trouble), tabId);
  }

  #signIn(tabId: number): 'waiting' | 'running' | null {
    const open = this.#parts.signIn();
    if (open?.tabId !== tabId) return null;
    return open.stage === 'ceremony' ? 'running' : 'waiting';
  }

  #onChange(tabId: number): void {
    this.#putBanner(tabId);
    this.#banners.publish(tabId);
    this.#parts.onChange();
  }
}

function tabOf({ tabId }: { readonly tabId?: number | undefined }, from: MessageOrigin): number {
  const tab = from.sender === 'content-script' ? from.tabId : (tabId ?? from.tabId);
  if (tab === null) throw new WardkeyError('page-gone');
  return tab;
}
