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
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  return window;
}

test('the worker is ended while the PIN is asked for: no try is spent, the bridge goes too', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  const field = await window.waitForSelector('#pin:enabled');
  await field?.type(PIN);
  const sent = pinsSent(wardkey.key);
  const bridges = await wardkey.bridge.running();
  await wardkey.stopWorker();
  await expectStopped();
  expect(await window.$('#pin')).toBeNull();
  expect(pinsSent(wardkey.key)).toBe(sent);
  await expect
    .poll(async () => (await wardkey.bridge.running()).filter((id) => bridges.includes(id)))
    .toEqual([]);
  await expectSignInWorks(wardkey, page);
});

test('the worker is ended while a touch is awaited: the key stops waiting', async () => {
  await startSignIn(wardkey, page);
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  await wardkey.stopWorker();
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  const window = await expectStopped();

  await window.click('[data-action=try-again]');
  await wardkey.noSignInWindow();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('the worker is ended between the choice and the key step: the sign-in goes on', async () => {
  await wardkey.noSignInWindow();
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  await wardkey.stopWorker();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(await isBrowsersOwn(page)).toBe(true);
});
