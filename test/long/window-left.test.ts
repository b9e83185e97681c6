import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import {
  expectSignInWorks,
  PIN,
  pinsSent,
  register,
  startSignIn,
} from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

/** Longer than Escape counts for nothing after the window came, in milliseconds. */
const AFTER_GUARD_MS = 800;

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
  wardkey.key.presence.mode = 'wait';
});
afterAll(() => wardkey?.close());

const WAYS_OUT: Readonly<Record<string, (window: Page) => Promise<unknown>>> = {
  'closes it': (window) => window.close(),
  'presses Cancel': (window) => window.click('[data-action=cancel]'),
  'presses Escape': async (window) => {
    await new Promise((resolve) => setTimeout(resolve, AFTER_GUARD_MS));
    // The window is gone before the key comes up again.
    await window.keyboard.down('Escape');
  },
};

test.each(Object.entries(WAYS_OUT))('a person %s while the PIN is asked for', async (_, leave) => {
  const sentBefore = pinsSent(wardkey.key);
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  await leave(window);
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await wardkey.noSignInWindow();
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(pinsSent(wardkey.key)).toBe(sentBefore);
  expect(wardkey.key.pinTriesLeft).toBe(8);
  await expectSignInWorks(wardkey, page);
});

test('a person closes it while a touch is awaited: the key is told', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(PIN);
  await window.waitForSelector('[data-stage=touch]');
  await window.close();
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await expectSignInWorks(wardkey, page);
});

test('after a failure, "Use the browser’s own way" closes the window and lets the browser be', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(PIN);
  await wardkey.deny();
  await expectTold(window, 'touch-denied');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await window.click('[data-action=own-way]');
  await wardkey.noSignInWindow();
  expect(await isBrowsersOwn(page)).toBe(true);
  await expectSignInWorks(wardkey, page);
});

test('before the page asks, the popup gives the page back to the browser', async () => {
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  expect(await isBrowsersOwn(page)).toBe(false);
  const popup = await wardkey.openPopup();
  await (await popup.waitForSelector('[data-action=leave]'))?.click();
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  await popup.close();
  await expectSignInWorks(wardkey, page);
});
