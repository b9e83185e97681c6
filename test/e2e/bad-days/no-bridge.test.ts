import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterEach(() => wardkey.bridge.install());
afterAll(() => wardkey?.close());

test.each([
  ['bridge-missing', () => wardkey.bridge.uninstall()],
  ['bridge-forbidden', () => wardkey.bridge.installFor('p'.repeat(32))],
] as const)('a browser that can start no bridge: %s', async (code, takeAway) => {
  await wardkey.noSignInWindow();
  await takeAway();
  await wardkey.bridge.kill();
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await expectTold(popup, code);
  // Offered once it is known what the page is.
  await popup.locator('[data-action=sign-in]').click();
  await popup.waitForFunction(() => document.querySelectorAll('[data-code]').length > 0);
  await expectTold(popup, code);
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(await wardkey.bridge.running()).toEqual([]);

  await wardkey.bridge.install();
  // The popup may be drawn anew just now, as the state of the bridge comes and goes.
  await popup.waitForFunction(
    () => {
      document.querySelector<HTMLElement>('[data-action=retry]')?.click();
      return document.querySelector('main [data-code]') === null;
    },
    { polling: 2_000 },
  );
  await popup.close();
  await expectSignInWorks(wardkey, page);
});

test('a bridge that is taken away between the choice and the key step', async () => {
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  await wardkey.bridge.uninstall();
  await wardkey.bridge.kill();
  // Asked before Wardkey has heard that the bridge went, it would tell of that.
  const popup = await wardkey.openPopup();
  await expectTold(popup, 'bridge-missing');
  await popup.close();
  await page.click('#idSIButton9');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await expectTold(await wardkey.signInWindow(), 'bridge-missing');
  expect(await isBrowsersOwn(page)).toBe(true);

  await wardkey.bridge.install();
  await expectSignInWorks(wardkey, page);
});
