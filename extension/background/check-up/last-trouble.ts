import { wantedBy } from '../../../shared/diagnosis/shown-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { type CheckedUp, Trouble } from '../../../shared/messages/trouble.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import { askedPortalOf } from '../../../shared/portals/asked-portals.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { TabPage } from '../pages/seen-pages.ts';
import { type SessionArea, SessionSlot } from '../session-slot.ts';
import type { ViewPort } from '../sign-in/sign-in-window.ts';
import { PageTrouble, PageTroubles } from './page-troubles.ts';

const Failed = v.nullable(v.strictObject({ tabId: v.nullable(v.number()), trouble: Trouble }));
type Failed = v.InferOutput<typeof Failed>;

const Kept = v.strictObject({ failed: Failed, pages: v.array(PageTrouble) });
type Kept = v.InferOutput<typeof Kept>;

const NOTHING: Kept = { failed: null, pages: [] };

/** What a page can ask of a key or a card; what the person has begun elsewhere tells of itself there. */
const ASKED_BY_PAGES: Partial<Record<SignInView['kind'], Trouble['wanted']>> = {
  create: 'key',
  get: 'key',
  authenticate: 'card',
  'get-signing-certificate': 'card',
  sign: 'card',
};

/** Ends that the person or the page brought about: nothing is wrong. */
const NO_TROUBLE: readonly ErrorCode[] = ['ceremony-cancelled', 'ceremony-aborted', 'page-gone'];

/**
 * The last sign-in that went wrong, until another one begins, the errors on pages of the catalogue,
 * and what a check-up said of either: for the popup and the guide. It learns of sign-ins by what their
 * window shows, and is kept while a worker sleeps, no longer than the browser is open.
 */
export class LastTrouble implements ViewPort {
  readonly #slot: SessionSlot<Kept>;
  readonly #onChange: () => void;
  readonly #pages = new PageTroubles();
  #failed: Failed = null;
  /** Whether what an earlier worker knew of a sign-in counts for nothing any more. */
  #isNew = false;
  #isForgotten = false;
  #isRunning = false;
  /** The tab whose page is being answered: what it said before is no news meanwhile. */
  #runningIn: number | null = null;
  /** Why the PIN is asked for again, while it is. */
  #pinProblem: ErrorCode | undefined;
  readonly #loaded: Promise<void>;

  constructor(area: SessionArea, onChange: () => void) {
    this.#slot = new SessionSlot(area, { key: 'trouble', schema: Kept, nothing: NOTHING });
    this.#onChange = onChange;
    this.#loaded = this.#load();
  }

  /** What went wrong in a tab; `null` where nothing did. */
  of(tabId: number): Trouble | null {
    const failed = this.#failed?.tabId === tabId ? this.#failed.trouble : null;
    const page = this.#runningIn === tabId ? null : this.#pages.of(tabId);
    return page === null ? failed : joined(failed, page);
  }

  /** The same, for one who looks from a tab; where nothing is wrong there, what is elsewhere. */
  near(tabId: number): Trouble | null {
    const here = this.of(tabId);
    if (here !== null) return here;
    const at = this.#failed === null ? (this.#pages.latest?.tabId ?? null) : this.#failed.tabId;
    return (at === null ? null : this.of(at)) ?? this.#failed?.trouble ?? null;
  }

  postMessage({ kind, tabId, host, stage }: SignInView): void {
    const wanted = ASKED_BY_PAGES[kind];
    if (wanted === undefined) return;
    const isOver = stage.type === 'failed' || stage.type === 'done';
    // A request that was refused before it became a ceremony is no sign-in: any page can make one.
    const isRefusal = stage.type === 'failed' && !this.#isRunning;
    this.#isRunning = !isOver;
    if (isRefusal) return;
    const before = this.#runningIn;
    this.#runningIn = isOver ? null : tabId;
    const error = stage.type === 'failed' ? this.#reasonOf(stage.code) : undefined;
    this.#pinProblem = stage.type === 'pin' ? stage.problem : undefined;
    if (error !== undefined && !NO_TROUBLE.includes(error)) {
      const portal = host === '' ? {} : { portal: askedPortalOf(host) };
      const trouble = { wanted, error, ...portal, checkedUp: null };
      this.#keep({ tabId, trouble });
    } else if (this.#failed !== null || !this.#isNew) {
      // What an earlier worker left may still be on its way here.
      this.#keep(null);
    } else if (before !== this.#runningIn && this.#pages.all.length > 0) {
      this.#onChange();
    }
  }

  /**
   * What a tab shows now. An error on a page of the catalogue is the trouble of its tab for as long
   * as it is there; what a sign-in through Wardkey has said on that tab stays beside it.
   */
  async onPage(tabId: number, page: Pick<TabPage, 'host' | 'shown'> | null): Promise<void> {
    await this.#loaded;
    if (!this.#pages.onPage(tabId, page)) return;
    this.#save();
    this.#onChange();
  }

  /** A check-up has come to a verdict. */
  async onCheckedUp(checkedUp: CheckedUp): Promise<void> {
    await this.#loaded;
    const { wanted, error, shown, portal } = checkedUp;
    const about = { ...(error && { error }), ...(shown && { shown }), ...(portal && { portal }) };
    const isOfPage = shown !== undefined && this.#pages.onCheckedUp(checkedUp);
    const isOfSignIn = error !== undefined && error === this.#failed?.trouble.error;
    if (isOfPage && !isOfSignIn) {
      this.#save();
      this.#onChange();
      return;
    }
    // Without an error it may be about anything: no tab is told of it.
    const tabId = isOfSignIn ? (this.#failed?.tabId ?? null) : null;
    const { shown: _, ...ofSignIn } = about;
    const told = isOfSignIn ? ofSignIn : about;
    this.#keep({ tabId, trouble: { wanted, ...told, checkedUp } });
  }

  /** The next person finds nothing of it. */
  forget(): void {
    this.#isForgotten = true;
    this.#keep(null);
    this.#pages.clear();
  }

  /** Who gives up where the PIN was not taken did not give up for nothing. */
  #reasonOf(code: ErrorCode): ErrorCode {
    return code === 'ceremony-cancelled' ? (this.#pinProblem ?? code) : code;
  }

  async #load(): Promise<void> {
    const { failed, pages } = await this.#slot.load();
    if (this.#isForgotten) return;
    this.#pages.restore(pages);
    if (!this.#isNew) this.#failed = failed;
    if (pages.length > 0 || (!this.#isNew && failed !== null)) this.#onChange();
  }

  #keep(failed: Failed): void {
    const isNews = failed !== null || this.#failed !== null || this.#pages.all.length > 0;
    this.#isNew = true;
    this.#failed = failed;
    this.#save();
    if (isNews) this.#onChange();
  }

  /** Not before it is known what there was: that would be written over. */
  #save(): void {
    void this.#loaded.then(() =>
      this.#slot.save({ failed: this.#failed, pages: [...this.#pages.all] }),
    );
  }
}

/** An error on a page, and what a sign-in has said on the same tab. */
function joined(failed: Trouble | null, { shown, portal, checkedUp }: PageTrouble): Trouble {
  if (failed?.error === undefined) {
    return { wanted: checkedUp?.wanted ?? wantedBy(shown), shown, portal, checkedUp };
  }
  const { wanted, error } = failed;
  // A verdict on one of the two does not speak of the other, nor one on an earlier sign-in of this.
  const isOfBoth = failed.checkedUp?.shown === shown;
  return { wanted, error, shown, portal, checkedUp: isOfBoth ? failed.checkedUp : null };
}
