import type { Page } from 'puppeteer';

/** On the "Security info" page: asks to add a security key, up to the page that calls for it. */
export async function askToAddKey(page: Page): Promise<void> {
  await page.click('#add-method');
  await page.click('#add-security-key');
  await page.click('#add-chosen');
  await page.click('#usb-device');
  await page.waitForSelector('#idSIButton9');
}
