import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKey,
  askForKey,
  BROWSER_NAMES,
  EitherBrowser,
  type Guide,
  guideOf,
  type Page,
} from 'wardkey/testing';

// An organisation wants every sign-in with a key to go through Wardkey: the person chooses nothing,
// and can still go back to the browser's own way.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const PIN = '1234';
const USER_NAME =
  'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?domain_hint=nhs.net';
const CANNOT_REACH = 'This browser cannot reach it: sign in through Wardkey.';

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let wardkey: EitherBrowser;
  let page: Page;
  let guide: Guide;

  beforeAll(async () => {
    wardkey = await EitherBrowser.launch(name, {
      via: 'pcsc',
      edition: 'full',
      settings: { signIn: 'always' },
    });
    page = await wardkey.browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    guide = await guideOf(wardkey, page);
  }, PATIENCE_MS);
  afterAll(() => wardkey?.close());

  test('Wardkey is there from the first page on, and the sign-in succeeds', async () => {
    await addKey(wardkey, page, PIN);

    await page.goto('https://portal.nhs.net/');
    await guide.press('Sign in with your security key');
    await page.click('#login');
    await page.waitForSelector('#i0116');
    await guide.says('Wardkey is ready');
    await askForKey(page);
    await wardkey.enterPin(PIN);
    await page.waitForSelector('#signed-in-user');
    expect(wardkey.portal.verified.authentications).toMatchObject([{ verified: true }]);
    expect(wardkey.portal.verified.refusals).toEqual([]);
    await guide.press('Finish here');
    await guide.isGone();
    await wardkey.noSignInWindow();
  });

  test("whoever goes back to the browser's own way is not taken back", async () => {
    await page.goto(USER_NAME);
    await guide.says('Wardkey is ready');
    const popup = await wardkey.openPopup(page);
    const leave = await popup.waitForSelector('[data-action=leave]');
    await leave?.click();
    await popup.waitForSelector('[data-action=sign-in]');
    await popup.close();
    await guide.press('Sign in with your security key');
    await guide.says(CANNOT_REACH);
    await page.reload();
    await page.waitForSelector('#i0116');
    await guide.says(CANNOT_REACH);
    expect(await guide.text()).not.toContain('Wardkey is ready');
  });
});
