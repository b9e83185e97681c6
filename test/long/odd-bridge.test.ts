import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, type OddBehaviour, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register, startSignIn } from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };
/** The extension waits 5 s for hello. */
const HELLO_PATIENCE_MS = 8_000;

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterEach(() => wardkey.bridge.install());
afterAll(() => wardkey?.close());

/** The next bridge that the browser starts is another. */
async function startAnew(how: OddBehaviour): Promise<void> {
  await wardkey.noSignInWindow();
  await page.goto('about:blank');
  await wardkey.bridge.misbehave(how);
  if ((await wardkey.bridge.running()).length > 0) await wardkey.bridge.kill();
}

test.each([
  ['protocol-refused', 'bridge-version'],
  ['protocol-unknown', 'bridge-version'],
  ['no-ceremonies', 'bridge-version'],
  ['garbage', 'bridge-garbled'],
  ['oversize', 'bridge-garbled'],
  ['over-cap', 'message-too-large'],
  ['mute', 'bridge-mute'],
] as const)('a bridge that cannot be greeted: %s', async (how, code) => {
  await startAnew(how);
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-section=program] [data-code]', { timeout: HELLO_PATIENCE_MS });
  await expectTold(popup, code);
  expect(await isBrowsersOwn(page)).toBe(true);
  // Choosing Wardkey all the same changes nothing for the page.
  await popup.locator('[data-action=sign-in]').click();
  await popup.waitForSelector('.trouble [data-code]', { timeout: HELLO_PATIENCE_MS });
  await expectTold(popup, code);
  expect(await isBrowsersOwn(page)).toBe(true);

  await wardkey.bridge.install();
  await popup.locator('[data-action=retry]').click();
  await popup.waitForSelector('main:not(:has([data-code]))');
  await popup.close();
});

test.each(['protocol-refused', 'protocol-unknown'] as const)(
  'a bridge that cannot be greeted any more between the choice and the key step: %s',
  async (how) => {
    await page.goto('https://login.microsoft.com/common/fido/get');
    await wardkey.chooseSignIn(page);
    await wardkey.bridge.misbehave(how);
    await wardkey.bridge.kill();
    await page.click('#idSIButton9');
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    const window = await wardkey.signInWindow();
    await expectTold(window, 'bridge-version');
    expect(await isBrowsersOwn(page)).toBe(true);
    await window.close();
  },
);

test('a good bridge after all of these: a sign-in works', async () => {
  await expectSignInWorks(wardkey, page);
});

test.each([
  ['garbage-later', 'bridge-garbled'],
  ['oversize-later', 'bridge-garbled'],
  ['over-cap-later', 'message-too-large'],
] as const)('a bridge that goes wrong in mid-ceremony: %s', async (how, code) => {
  await startAnew(how);
  await startSignIn(wardkey, page);
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  const window = await wardkey.signInWindow();
  await expectTold(window, code);
  expect(await isBrowsersOwn(page)).toBe(true);

  await wardkey.bridge.install();
  await wardkey.bridge.kill().catch(() => undefined);
  await window.click('[data-action=try-again]');
  await wardkey.noSignInWindow();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('a bridge that falls silent in mid-ceremony: Cancel works, and the next try has a new bridge', async () => {
  await startAnew('mute-later');
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  expect(await isBrowsersOwn(page)).toBe(true);

  await wardkey.bridge.install();
  await expectSignInWorks(wardkey, page);
});
