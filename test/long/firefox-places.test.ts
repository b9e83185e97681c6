import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EitherBrowser, outcomeOf, type Page, touchAwaited } from 'wardkey/testing';
import {
  expectSignInWorks,
  firefoxWithAccount,
  functionsOf,
  GET,
  hasItsOwn,
  PIN,
  START_MS,
} from './firefox-visit.ts';

// Signing in through Wardkey where Firefox keeps tabs apart, and while Wardkey itself begins anew.

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  [wardkey, page] = await firefoxWithAccount();
}, START_MS);
afterAll(() => wardkey?.close());

test('a sign-in works in a container tab, and in a tab beside it', async () => {
  const container = await wardkey.browser.createBrowserContext();
  const apart = await container.newPage();
  await expectSignInWorks(wardkey, apart);
  await container.close();
  await page.bringToFront();
  await expectSignInWorks(wardkey, page);
});

test.each(['pin', 'touch'] as const)(
  'Wardkey is loaded anew at the %s: the page gets an answer, its functions, and the next sign-in',
  async (stage) => {
    wardkey.key.presence.mode = 'wait';
    await page.goto(GET);
    await functionsOf(page);
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    await (await wardkey.signInWindow()).waitForSelector('#pin:enabled');
    if (stage === 'touch') {
      await wardkey.enterPin(PIN);
      await touchAwaited(wardkey.key.presence);
    }
    await wardkey.inside.reloadExtension();
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    await hasItsOwn(page);
    await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
    expect(wardkey.key.pinTriesLeft).toBe(8);
    await expectSignInWorks(wardkey, page);
  },
);
