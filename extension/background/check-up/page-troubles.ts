import { PageError } from '../../../shared/messages/page-messages.ts';
import { CheckedUp } from '../../../shared/messages/trouble.ts';
import { ASKED_PORTALS, askedPortalOf } from '../../../shared/portals/asked-portals.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { TabPage } from '../pages/seen-pages.ts';

/** Tabs whose error is kept. With more, the one that came first is let go of. */
const MOST_TABS = 20;

/** The error on the page of a tab, and what a check-up said of it. */
export const PageTrouble = v.strictObject({
  tabId: v.number(),
  shown: PageError,
  portal: v.picklist(ASKED_PORTALS),
  checkedUp: v.nullable(CheckedUp),
  /** Whether the page shows it at this moment. */
  isThere: v.boolean(),
});
export type PageTrouble = v.InferOutput<typeof PageTrouble>;

/** The errors on pages of the catalogue, each of its tab for as long as it is there. */
export class PageTroubles {
  readonly #tabs = new Map<number, PageTrouble>();

  /** All of them, the oldest first. */
  get all(): readonly PageTrouble[] {
    return [...this.#tabs.values()];
  }

  /** The error that a tab shows. */
  of(tabId: number): PageTrouble | null {
    const trouble = this.#tabs.get(tabId);
    return trouble?.isThere === true ? trouble : null;
  }

  /** The one that came last of those that are there. */
  get latest(): PageTrouble | null {
    return this.all.findLast(({ isThere }) => isThere) ?? null;
  }

  /** What was kept. */
  restore(kept: readonly PageTrouble[]): void {
    for (const trouble of kept) this.#add(trouble);
  }

  /** What a tab shows now, `null` for no page of the catalogue. @returns whether that is news */
  onPage(tabId: number, page: Pick<TabPage, 'host' | 'shown'> | null): boolean {
    const before = this.#tabs.get(tabId);
    if (page?.shown === undefined) return before !== undefined && this.#gone(before, page);
    const portal = askedPortalOf(page.host);
    const { shown } = page;
    const isSame = before?.shown === shown && before.portal === portal;
    if (isSame && before.isThere) return false;
    this.#add({ tabId, shown, portal, checkedUp: isSame ? before.checkedUp : null, isThere: true });
    return true;
  }

  /** A check-up has come to a verdict. @returns whether it is of an error that is kept */
  onCheckedUp(checkedUp: CheckedUp): boolean {
    const about = this.all.filter(({ shown }) => shown === checkedUp.shown);
    for (const trouble of about) this.#tabs.set(trouble.tabId, { ...trouble, checkedUp });
    return about.length > 0;
  }

  clear(): void {
    this.#tabs.clear();
  }

  /**
   * A page that is loaded anew may be looked at before it says again what is wrong: what a check-up
   * said of it is still true then.
   */
  #gone(before: PageTrouble, page: Pick<TabPage, 'host'> | null): boolean {
    const isSamePortal = page !== null && askedPortalOf(page.host) === before.portal;
    if (before.checkedUp === null || !isSamePortal) return this.#tabs.delete(before.tabId);
    this.#tabs.set(before.tabId, { ...before, isThere: false });
    return before.isThere;
  }

  #add(trouble: PageTrouble): void {
    this.#tabs.delete(trouble.tabId);
    this.#tabs.set(trouble.tabId, trouble);
    const [oldest] = this.#tabs.keys();
    if (this.#tabs.size > MOST_TABS && oldest !== undefined) this.#tabs.delete(oldest);
  }
}
