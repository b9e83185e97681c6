import { describe, expect, test } from 'vitest';
import { BROWSER_NAMES, EitherBrowser, say } from 'wardkey/testing';

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;

describe.each(BROWSER_NAMES)('in %s', (name) => {
  test(
    'the portal stands under its real names, the popup tells of page and key, and nothing else is in reach',
    async () => {
      await using wardkey = await EitherBrowser.launch(name);
      const page = await wardkey.browser.newPage();
      await page.goto('https://portal.nhs.net/');
      await page.click('#login');
      await page.waitForSelector('#i0116');
      expect(await page.evaluate(() => [isSecureContext, location.hostname])).toEqual([
        true,
        'login.microsoftonline.com',
      ]);

      const popup = await wardkey.openPopup(page);
      const shows = (text: string) =>
        popup.waitForFunction((wanted) => document.body?.innerText.includes(wanted), {}, text);
      await shows('login.microsoftonline.com');
      await shows(say('en', 'devices.pinSet'));
      await wardkey.unplug();
      await shows(say('en', 'devices.none'));

      await expect(page.goto('https://www.example.com/')).rejects.toThrow();
    },
    PATIENCE_MS,
  );
});
