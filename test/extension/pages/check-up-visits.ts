import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../pictures/browser.ts';
import { CheckUpVisit } from '../../pictures/check-up-visit.ts';
import { type PageServer, servePages } from '../../pictures/page-server.ts';

/** What a key that was looked into holds. */
export const PASSKEY = {
  code: 'credential-there',
  facts: { model: 'Practice Key 5', host: 'login.microsoft.com', account: 'a•••@practice.example' },
} as const;

type Visited = <T>(
  use: (visit: CheckUpVisit) => Promise<T>,
  options?: { readonly hash?: string; readonly language?: 'en' | 'cy' },
) => Promise<T>;

/**
 * One browser for the tests of a file, and a visit to the check-up page for each.
 * @param name of the folder that the pages are built in
 */
export function checkUpVisits(name: string): Visited {
  let server: PageServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await servePages(`node_modules/.cache/wardkey/${name}`);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return async (use, options = {}) => {
    const visit = await CheckUpVisit.open(browser, server, options);
    try {
      return await use(visit);
    } finally {
      expect(visit.acted.troubles).toEqual([]);
      await visit.page.close();
    }
  };
}
