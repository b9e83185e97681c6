import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, touchAwaited, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, pinsSent, register, startSignIn } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  wardkey.key.presence.mode = 'wait';
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

async function expectStopped(): Promise<Page> {
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  const window = await wardkey.signInWindow();
  await expectTold(window, 'bridge-stopped');
  expect(await isBrowsersOwn(page)).toBe(true);
  return window;
}

test('the bridge is killed while the PIN is asked for: no try is spent', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  const field = await window.waitForSelector('#pin:enabled');
  await field?.type(PIN);
  const sent = pinsSent(wardkey.key);
  await wardkey.bridge.kill();
  await expectStopped();
  expect(await window.$('#pin')).toBeNull();
  expect(pinsSent(wardkey.key)).toBe(sent);
  expect(wardkey.key.pinTriesLeft).toBe(8);
  await expectSignInWorks(wardkey, page);
});

test('the bridge is killed while a touch is awaited: the key stops waiting', async () => {
  await startSignIn(wardkey, page);
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  await wardkey.bridge.kill();
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  const window = await expectStopped();

  await window.click('[data-action=try-again]');
  await wardkey.noSignInWindow();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('the bridge is killed while no sign-in is open: the next one does not notice', async () => {
  await wardkey.bridge.kill();
  await expectSignInWorks(wardkey, page);
});
