import { originOf } from '../origins.ts';
import type { TabStanding } from './request-gate.ts';

/** What the watch asks the browser. */
export interface TabQueries {
  tab(tabId: number): Promise<{ readonly active: boolean; readonly windowId: number }>;
  isFocused(windowId: number): Promise<boolean>;
  /** Addresses of a tab's frames; the top frame has id 0. */
  frames(tabId: number): Promise<readonly { readonly frameId: number; readonly url: string }[]>;
}

/** The browser's id for no window at all. */
const NO_WINDOW = -1;
/** How often the browser is asked again because something happened meanwhile. */
const MOST_ROUNDS = 5;

/**
 * Knows at any moment whether the tab of the open sign-in is in front and what it shows. The
 * browser's events keep it warm, so that a request needs no question to the browser on its way.
 */
export class TabWatch {
  readonly #queries: TabQueries;
  #tabId: number | null = null;
  #windowId: number | null = null;
  #active = false;
  #focusedWindow: number | null = null;
  #topOrigin: string | null = null;
  /** How many events there were. */
  #events = 0;

  constructor(queries: TabQueries) {
    this.#queries = queries;
  }

  get standing(): TabStanding {
    const focused = this.#focusedWindow;
    return {
      inFront: this.#active && focused !== null && focused === this.#windowId,
      awaitsFocus: this.#active && focused === null,
      topOrigin: this.#topOrigin,
    };
  }

  /** `null` while no sign-in is open. */
  get tabId(): number | null {
    return this.#tabId;
  }

  get windowId(): number | null {
    return this.#windowId;
  }

  /** Begins with a tab, or asks the browser afresh about it. Rejects when the tab is gone. */
  async watch(tabId: number): Promise<void> {
    this.#tabId = tabId;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const events = this.#events;
      const known = this.#windowId;
      const [tab, frames, isKnownFocused] = await Promise.all([
        this.#queries.tab(tabId),
        this.#queries.frames(tabId),
        // Most tabs stay in their window, so that this need not wait for the answer to the first.
        known === null ? false : this.#queries.isFocused(known).catch(() => false),
      ]);
      const focused =
        tab.windowId === known ? isKnownFocused : await this.#queries.isFocused(tab.windowId);
      // What an event told in the meantime is newer than these answers: they would undo it.
      if (events !== this.#events) continue;
      this.#windowId = tab.windowId;
      this.#active = tab.active;
      this.#topOrigin = originOf(frames.find(({ frameId }) => frameId === 0)?.url);
      if (focused) this.#focusedWindow = tab.windowId;
      else if (this.#focusedWindow === tab.windowId) this.#focusedWindow = null;
      return;
    }
  }

  stop(): void {
    this.#tabId = null;
    this.#topOrigin = null;
    this.#active = false;
  }

  /** Whether a frame of that origin is in the tab now. */
  async hasFrameOf(origin: string): Promise<boolean> {
    if (this.#tabId === null) return false;
    const frames = await this.#queries.frames(this.#tabId);
    return frames.some(({ url }) => originOf(url) === origin);
  }

  onActivated(tabId: number, windowId: number): void {
    this.#events += 1;
    if (windowId === this.#windowId) this.#active = tabId === this.#tabId;
  }

  onFocusChanged(windowId: number): void {
    this.#events += 1;
    this.#focusedWindow = windowId === NO_WINDOW ? null : windowId;
  }

  onAttached(tabId: number, windowId: number): void {
    this.#events += 1;
    if (tabId !== this.#tabId) return;
    this.#windowId = windowId;
    // A program can move a tab behind another one; where it is shown, an event says so next.
    this.#active = false;
  }

  onTopPage(tabId: number, address: string | undefined): void {
    this.#events += 1;
    if (tabId === this.#tabId) this.#topOrigin = originOf(address);
  }
}
