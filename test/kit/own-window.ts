import type { Browser, Page } from 'puppeteer';

/**
 * Opens a page of the extension in a window of its own, of the kind that holds one page and no tabs.
 * @param opener a page of the extension, from which it is opened
 * @param path below the extension's root
 */
export async function pageInOwnWindow(browser: Browser, opener: Page, path: string): Promise<Page> {
  const before = new Set(browser.targets());
  await opener.evaluate((wanted) => {
    // Puppeteer would wait for the answer, which Firefox gives only when the page has loaded.
    chrome.windows.create({ type: 'popup', url: chrome.runtime.getURL(wanted) });
  }, path);
  const target = await browser.waitForTarget(
    (candidate) => candidate.type() === 'page' && !before.has(candidate),
  );
  const page = await target.page();
  if (page === null) throw new Error('the window has no page');
  await page.waitForFunction(() => document.body !== null && 'runtime' in chrome);
  return page;
}

/** Loads such a page anew, and waits until the old document has gone. */
export async function reloadOwnWindow(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''));
  // Firefox tells nothing of how the loading of such a page goes.
  await page.reload({ waitUntil: [] });
  await page.waitForFunction(
    () =>
      document.body !== null &&
      !document.documentElement.hasAttribute('data-old') &&
      'runtime' in chrome,
  );
}
