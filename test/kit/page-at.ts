import type { Browser, Page } from 'puppeteer';

/** How long a page may take to come, or to go, in milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** The page that shows an address now; Firefox tells that of an extension's page to nobody else. */
async function findPage(browser: Browser, address: string): Promise<Page | null> {
  for (const page of await browser.pages()) {
    const shown = await page.evaluate(() => document.body && location.href).catch(() => null);
    if (shown === address) return page;
  }
  return null;
}

/** Waits until a page shows an address. @throws Error when none does in time */
export async function pageAt(browser: Browser, address: string): Promise<Page> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const page = await findPage(browser, address);
    if (page !== null) return page;
    if (performance.now() > end) throw new Error(`no page shows ${address}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Waits until no page shows an address. @throws Error when one stays */
export async function noPageAt(browser: Browser, address: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while ((await findPage(browser, address)) !== null) {
    if (performance.now() > end) throw new Error(`${address} stays open`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
