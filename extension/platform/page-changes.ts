import { browser } from './browser.ts';

/** What happens to the pages of tabs. */
export interface PageChanges {
  /** A tab loads another page. The address is there only where the extension may see it. */
  onLoading(tabId: number, url: string | undefined): void;
  onClosed(tabId: number): void;
}

/** Tells of every tab. It must run while the worker's script runs first. */
export function listenForPages({ onLoading, onClosed }: PageChanges): void {
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    // A change of view without a new page has an address too, and no loading in every browser.
    if (change.status === 'loading' || change.url !== undefined) onLoading(tabId, tab.url);
  });
  browser.tabs.onRemoved.addListener((tabId) => onClosed(tabId));
}
