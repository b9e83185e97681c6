import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register, startSignIn } from './portal-visit.ts';
import { expectTold } from './told.ts';

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
  wardkey.key.presence.mode = 'wait';
});
afterAll(() => wardkey?.close());

/** Every bad day ends in a sign-in that works. */
afterEach(() => expectSignInWorks(wardkey, page));

async function askForTouch(): Promise<Page> {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(PIN);
  await window.waitForSelector('[data-stage=touch]');
  return window;
}

test('the person says no at the key', async () => {
  const window = await askForTouch();
  await wardkey.deny();
  await expectTold(window, 'touch-denied');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
});

test('nobody touches the key in time', async () => {
  const { presence } = wardkey.key;
  const { timeoutMs } = presence;
  presence.timeoutMs = 500;
  const window = await askForTouch();
  await expectTold(window, 'touch-timeout');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  expect(presence.awaited).toBe(false);
  presence.timeoutMs = timeoutMs;
});

test('the key is taken out while a touch is awaited', async () => {
  const window = await askForTouch();
  await wardkey.unplug();
  await expectTold(window, 'device-removed');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await wardkey.plug();
});

test('"Try again" in the window makes the page’s next request work', async () => {
  const window = await askForTouch();
  await wardkey.deny();
  await expectTold(window, 'touch-denied');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  await window.click('[data-action=try-again]');
  await expect.poll(() => window.isClosed()).toBe(true);
  await page.bringToFront();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});
