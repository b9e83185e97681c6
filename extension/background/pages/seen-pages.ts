import {
  PageError,
  PageMatchView,
  PageWarnings,
  type SeenPage,
} from '../../../shared/messages/page-messages.ts';
import { withEvidence } from '../../../shared/portals/nhs-evidence.ts';
import type { PageErrorId } from '../../../shared/portals/page-errors.ts';
import type { PageWarning, RecognisedPage } from '../../../shared/portals/page-match.ts';
import { portalOf, rootedPortalOf } from '../../../shared/portals/portals.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { SessionArea } from '../session-slot.ts';

/** What a tab shows, as far as its page or its address told. */
const TabPage = v.strictObject({
  host: v.string(),
  match: PageMatchView,
  warnings: PageWarnings,
  /** Whether the way that led here began on a page of the NHS and never left the catalogue. */
  isNhsWay: v.boolean(),
  shown: v.optional(PageError),
});
export interface TabPage {
  readonly host: string;
  readonly match: RecognisedPage;
  readonly warnings: readonly PageWarning[];
  readonly isNhsWay: boolean;
  /** The error that it shows. */
  readonly shown?: PageErrorId | undefined;
}

const KEY = 'pages';
const NOTHING: RecognisedPage = { kind: 'nothing' };

/**
 * Which page of the catalogue each tab shows. Mirrored to session storage: a popup that wakes the
 * worker wants to know it, and the page tells only what changes.
 */
export class SeenPages {
  readonly #area: SessionArea;
  readonly #onChange: (tabId: number) => void;
  readonly #tabs = new Map<number, TabPage>();
  readonly #awaited = new Map<number, PromiseWithResolvers<void>>();
  readonly #loaded: Promise<void>;
  #last: Promise<void> = Promise.resolve();

  /** @param onChange a tab shows another page, or none, from now on */
  constructor(area: SessionArea, onChange: (tabId: number) => void) {
    this.#area = area;
    this.#onChange = onChange;
    this.#loaded = this.#load();
  }

  /** What a tab shows; `null` for one that is on no page of the catalogue. */
  async at(tabId: number): Promise<TabPage | null> {
    await this.#loaded;
    return this.#tabs.get(tabId) ?? null;
  }

  /** Resolves once a tab shows another page than now, or tells of it anew: maybe never. */
  next(tabId: number): Promise<void> {
    const awaited = this.#awaited.get(tabId) ?? Promise.withResolvers<void>();
    this.#awaited.set(tabId, awaited);
    return awaited.promise;
  }

  /**
   * A page told what it is. What contradicts its address is not believed.
   * @param host of the page, by the browser's word
   */
  async seen(tabId: number, host: string, message: SeenPage): Promise<void> {
    await this.#loaded;
    const known = (portalOf(host) ?? rootedPortalOf(host))?.id ?? 'policy';
    const { found, warnings } = message;
    const isOfHost = found.kind === 'nothing' || found.portal === known;
    const cameFromNhs = message.cameFromNhs || this.#tabs.get(tabId)?.isNhsWay === true;
    const match = isOfHost ? withEvidence(found, { ...message, cameFromNhs }) : NOTHING;
    // On a page that is not known to be the NHS's, nobody is told what went wrong there.
    const shown = isNhs(match) && known !== 'policy' ? message.shown : undefined;
    this.#set(tabId, { host, match, warnings, isNhsWay: isNhs(match), ...(shown && { shown }) });
  }

  /** A tab begins to show another address of the catalogue. The page itself is yet to tell. */
  async arrived(tabId: number, host: string, match: RecognisedPage): Promise<void> {
    await this.#loaded;
    const before = this.#tabs.get(tabId);
    if (before?.host === host) return;
    const isNhsWay = before?.isNhsWay === true;
    const facts = { tenant: 'unknown', hasDomainHint: false, cameFromNhs: isNhsWay } as const;
    this.#set(tabId, { host, match: withEvidence(match, facts), warnings: [], isNhsWay });
  }

  /** A tab shows something that the catalogue does not have, or is gone. */
  async left(tabId: number): Promise<void> {
    await this.#loaded;
    this.#awaited.get(tabId)?.resolve();
    this.#awaited.delete(tabId);
    if (!this.#tabs.delete(tabId)) return;
    this.#changed(tabId);
  }

  /** The tabs that show a page of the catalogue. */
  async tabs(): Promise<readonly number[]> {
    await this.#loaded;
    return [...this.#tabs.keys()];
  }

  #set(tabId: number, page: TabPage): void {
    this.#tabs.set(tabId, page);
    this.#changed(tabId);
  }

  #changed(tabId: number): void {
    this.#save();
    this.#awaited.get(tabId)?.resolve();
    this.#awaited.delete(tabId);
    this.#onChange(tabId);
  }

  async #load(): Promise<void> {
    const stored = await this.#area.get(KEY).catch((): Record<string, unknown> => ({}));
    const tabs = v.safeParse(v.record(v.string(), TabPage), stored[KEY]);
    for (const [tabId, page] of Object.entries(tabs.success ? tabs.output : {})) {
      const { match } = page;
      if (match.kind !== 'look-alike') this.#tabs.set(Number(tabId), { ...page, match });
    }
  }

  #save(): void {
    const state = Object.fromEntries(this.#tabs);
    this.#last = this.#last.then(() => this.#area.set({ [KEY]: state })).catch(() => undefined);
  }
}

function isNhs(match: RecognisedPage): boolean {
  return match.kind === 'page' || match.kind === 'portal';
}
