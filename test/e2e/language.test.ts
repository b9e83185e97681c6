import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Wardkey } from 'wardkey/testing';

let wardkey: Wardkey;
beforeAll(async () => {
  wardkey = await launch();
});
afterAll(() => wardkey?.close());

test('a person chooses the language in the popup, and it stays', async () => {
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/blank');
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('html[lang=en] [data-action=language]');
  await popup.locator('[data-action=language]').click();
  await popup.waitForSelector('html[lang=cy] [data-action=language]');
  await popup.close();

  // A new worker reads it from the browser's storage; the popup as a page of its own wakes one.
  await wardkey.stopWorker();
  const again = await wardkey.browser.newPage();
  await again.goto(`chrome-extension://${wardkey.extensionId}/extension/pages/popup/popup.html`);
  await again.waitForSelector('html[lang=cy] [data-action=language]');
  expect(await again.$eval('[data-action=language]', (found) => found.textContent)).toBe('English');
  await again.close();
});
