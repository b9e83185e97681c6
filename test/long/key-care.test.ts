import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Page, type Wardkey } from 'wardkey/testing';

const PIN = '4321';
const NEW_PIN = '8642';
const WAIT = { timeout: 60_000 };

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN, pinTriesLeft: 0 } });
  page = await wardkey.browser.newPage();
  const path = 'extension/pages/check-up/check-up.html';
  await page.goto(`chrome-extension://${wardkey.extensionId}/${path}#error=pin-blocked&wanted=key`);
}, 120_000);
afterAll(() => wardkey?.close());

async function press(action: string): Promise<void> {
  await (await page.waitForSelector(`[data-action=${action}]`, WAIT))?.click();
}

/** The sign-in window, once it is at a stage. */
async function windowAt(stage: string): Promise<Page> {
  const window = await wardkey.signInWindow();
  await window.waitForSelector(`body[data-stage=${stage}]`, WAIT);
  return window;
}

test('a locked key is reset right there, by those alone who have another way in', async () => {
  await page.waitForSelector('[data-cause=pin-blocked]', WAIT);
  expect(await page.$('[data-action=do-reset-key]')).toBeNull();
  await press('other-way-yes');
  await press('do-reset-key');
  // Nothing begins before the person has said yes to what goes.
  await page.waitForSelector('[data-action=reset-yes]');
  expect((await wardkey.browser.pages()).some((one) => one.url().includes('sign-in.html'))).toBe(
    false,
  );
  wardkey.key.presence.mode = 'wait';
  await press('reset-yes');
  await windowAt('unplug');
  await wardkey.unplug();
  await windowAt('plug-in');
  await wardkey.plug();
  await windowAt('touch');
  await wardkey.touch();
  await expect.poll(() => wardkey.key.pinIsSet, WAIT).toBe(false);
  // The check-up looks once more by itself, and says what comes next.
  await page.waitForSelector('[data-cause=pin-not-set]', WAIT);
}, 120_000);

test('then it gets its PIN right there', async () => {
  await wardkey.noSignInWindow();
  wardkey.key.presence.mode = 'auto';
  await page.bringToFront();
  await press('do-set-pin');
  await wardkey.chooseNewPin(NEW_PIN);
  await page.waitForSelector('[data-cause=trouble-gone]', WAIT);
  expect(wardkey.key.pinIsSet).toBe(true);
}, 120_000);
