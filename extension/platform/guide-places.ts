import { browser } from './browser.ts';

/** File of the banner in the built extension. */
export const BANNER_FILE = 'banner.js';

/** Puts the banner's script on a tab's page. Rejects where the extension may not. */
export async function runBanner(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [BANNER_FILE] });
}

/**
 * Opens the side panel beside a tab. It has to be called in the same turn as the person's click is
 * heard of, or the browser refuses.
 * @param page the page that a new tab shows where the browser opens no panel from here
 */
export async function openPanel(tabId: number, page: string): Promise<void> {
  const opened = globalThis.chrome?.sidePanel?.open({ tabId });
  // Firefox opens its sidebar for nothing but a click on its own buttons.
  if (opened === undefined) await showInTab(page, tabId);
  else await opened.catch(() => showInTab(page, tabId));
}

/** Opens a page of the extension in a tab of its own. */
export async function showInTab(page: string, openerTabId: number): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(page), openerTabId });
}
