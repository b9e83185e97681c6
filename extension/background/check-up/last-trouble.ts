import { wantedBy } from '../../../shared/diagnosis/shown-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { type CheckedUp, Trouble } from '../../../shared/messages/trouble.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import { askedPortalOf } from '../../../shared/portals/asked-portals.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { TabPage } from '../pages/seen-pages.ts';
import { type SessionArea, SessionSlot } from '../session-slot.ts';
import type { ViewPort } from '../sign-in/sign-in-window.ts';

const Kept = v.nullable(v.strictObject({ tabId: v.nullable(v.number()), trouble: Trouble }));
type Kept = v.InferOutput<typeof Kept>;

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
 * The last sign-in that went wrong, and what a check-up said of it: for the popup and the guide, until
 * another one begins. It learns of sign-ins by what their window shows and by the errors on pages, and
 * is kept while a worker sleeps, no longer than the browser is open.
 */
export class LastTrouble implements ViewPort {
  readonly #slot: SessionSlot<Kept>;
  readonly #onChange: () => void;
  #kept: Kept = null;
  #isNew = false;
  #isRunning = false;
  /** Why the PIN is asked for again, while it is. */
  #pinProblem: ErrorCode | undefined;
  readonly #loaded: Promise<void>;

  constructor(area: SessionArea, onChange: () => void) {
    this.#slot = new SessionSlot(area, { key: 'trouble', schema: Kept, nothing: null });
    this.#onChange = onChange;
    this.#loaded = this.#load();
  }

  /** Of the whole browser; `null` where nothing went wrong. */
  get current(): Trouble | null {
    return this.#kept?.trouble ?? null;
  }

  /** The same, where it was in a tab. */
  of(tabId: number): Trouble | null {
    return this.#kept?.tabId === tabId ? this.#kept.trouble : null;
  }

  postMessage({ kind, tabId, host, stage }: SignInView): void {
    const wanted = ASKED_BY_PAGES[kind];
    if (wanted === undefined) return;
    const isOver = stage.type === 'failed' || stage.type === 'done';
    // A request that was refused before it became a ceremony is no sign-in: any page can make one.
    const isRefusal = stage.type === 'failed' && !this.#isRunning;
    this.#isRunning = !isOver;
    if (isRefusal) return;
    const error = stage.type === 'failed' ? this.#reasonOf(stage.code) : undefined;
    this.#pinProblem = stage.type === 'pin' ? stage.problem : undefined;
    if (error !== undefined && !NO_TROUBLE.includes(error)) {
      const portal = host === '' ? {} : { portal: askedPortalOf(host) };
      const trouble = { wanted, error, ...portal, checkedUp: null };
      this.#keep({ tabId, trouble });
    } else if (this.#kept !== null || !this.#isNew) {
      // What an earlier worker left may still be on its way here.
      this.#keep(null);
    }
  }

  /**
   * What a tab shows now. An error on a page of the catalogue is the trouble of its tab for as long
   * as it is there; what a sign-in through Wardkey has said on that tab stays beside it.
   */
  async onPage(tabId: number, page: Pick<TabPage, 'host' | 'shown'> | null): Promise<void> {
    await this.#loaded;
    const before = this.of(tabId);
    if (before?.shown === page?.shown) return;
    if (page?.shown !== undefined) {
      const { host, shown } = page;
      const { error, wanted = wantedBy(shown) } = before?.error === undefined ? {} : before;
      const portal = askedPortalOf(host);
      const about = { wanted, ...(error && { error }), shown, portal };
      this.#keep({ tabId, trouble: { ...about, checkedUp: null } });
    } else if (before?.error === undefined) {
      this.#keep(null);
    } else {
      const { shown: _, ...rest } = before;
      this.#keep({ tabId, trouble: rest });
    }
  }

  /** A check-up has come to a verdict. */
  onCheckedUp(checkedUp: CheckedUp): void {
    const { wanted, error, shown, portal } = checkedUp;
    const about = { ...(error && { error }), ...(shown && { shown }), ...(portal && { portal }) };
    // Without an error it may be about anything: no tab is told of it.
    const isOfTab =
      (error !== undefined && error === this.current?.error) ||
      (shown !== undefined && shown === this.current?.shown);
    const tabId = isOfTab ? (this.#kept?.tabId ?? null) : null;
    this.#keep({ tabId, trouble: { wanted, ...about, checkedUp } });
  }

  /** The next person finds nothing of it. */
  forget(): void {
    this.#keep(null);
  }

  /** Who gives up where the PIN was not taken did not give up for nothing. */
  #reasonOf(code: ErrorCode): ErrorCode {
    return code === 'ceremony-cancelled' ? (this.#pinProblem ?? code) : code;
  }

  async #load(): Promise<void> {
    const kept = await this.#slot.load();
    if (kept === null || this.#isNew) return;
    this.#kept = kept;
    this.#onChange();
  }

  #keep(kept: Kept): void {
    const isNews = kept !== null || this.#kept !== null;
    this.#isNew = true;
    this.#kept = kept;
    void this.#slot.save(kept);
    if (isNews) this.#onChange();
  }
}
