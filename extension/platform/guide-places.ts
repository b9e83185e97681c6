import { browser } from './browser.ts';

/** File of the banner in the built extension. */
export const BANNER_FILE = 'banner.js';

/** The page that the panel shows. */
export const PANEL_PAGE = 'extension/pages/guide/guide.html';

/** Puts the banner's script on a tab's page. Rejects where the extension may not. */
export async function runBanner(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [BANNER_FILE] });
}

/**
 * Shows the whole journey beside a tab: Chromium's side panel, Firefox's sidebar. It has to be called
 * in the same turn as the person's click is heard of, or the browser refuses; Firefox also refuses it
 * to a click on a page of others, and then a tab shows the same.
 */
export async function openPanel(tabId: number): Promise<void> {
  try {
    await openBeside(tabId);
  } catch {
    await showInTab(PANEL_PAGE, tabId);
  }
}

function openBeside(tabId: number): Promise<void> {
  const { sidePanel } = globalThis.chrome ?? {};
  return sidePanel === undefined ? browser.sidebarAction.open() : sidePanel.open({ tabId });
}

/** Opens a page of the extension in a tab of its own. */
export async function showInTab(page: string, openerTabId: number): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(page), openerTabId });
}
