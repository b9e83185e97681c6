import { browser } from './browser.ts';

/** What happens to tabs and windows. Every id is the browser's own. */
export interface TabEvents {
  onActivated(tabId: number, windowId: number): void;
  onAttached(tabId: number, windowId: number): void;
  /** `-1` when no window of the browser has the focus. */
  onFocusChanged(windowId: number): void;
  onRemoved(tabId: number): void;
  /** A page or a frame was replaced; the top frame has id 0. Needs the permission webNavigation. */
  onCommitted(tabId: number, frameId: number, url: string): void;
  /** A tab shows another address: told without that permission alone, and not of all. */
  onAddress(tabId: number, url: string | undefined): void;
}

/**
 * A switch for these events.
 * @returns takes true to begin and false to end; the same again does nothing
 */
export function tabEvents(events: TabEvents): (on: boolean) => void {
  const { tabs, webNavigation, windows } = browser;
  // The browser knows a listener by its identity: adding it twice is adding it once.
  const activated = (at: { tabId: number; windowId: number }): void =>
    events.onActivated(at.tabId, at.windowId);
  const attached = (tabId: number, to: { newWindowId: number }): void =>
    events.onAttached(tabId, to.newWindowId);
  const focusChanged = (windowId: number): void => events.onFocusChanged(windowId);
  const removed = (tabId: number): void => events.onRemoved(tabId);
  const committed = (page: { tabId: number; frameId: number; url: string }): void =>
    events.onCommitted(page.tabId, page.frameId, page.url);
  const updated = (
    tabId: number,
    change: { status?: string; url?: string },
    tab: { url?: string },
  ) => {
    if (change.status === 'loading' || change.url !== undefined) events.onAddress(tabId, tab.url);
  };
  return (on) => {
    if (on) {
      tabs.onActivated.addListener(activated);
      tabs.onAttached.addListener(attached);
      tabs.onRemoved.addListener(removed);
      windows.onFocusChanged.addListener(focusChanged);
      if (webNavigation === undefined) tabs.onUpdated.addListener(updated);
      else webNavigation.onCommitted.addListener(committed);
    } else {
      tabs.onActivated.removeListener(activated);
      tabs.onAttached.removeListener(attached);
      tabs.onRemoved.removeListener(removed);
      windows.onFocusChanged.removeListener(focusChanged);
      if (webNavigation === undefined) tabs.onUpdated.removeListener(updated);
      else webNavigation.onCommitted.removeListener(committed);
    }
  };
}
