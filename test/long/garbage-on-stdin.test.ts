import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  HELLO,
  launch,
  NativePort,
  type Noise,
  outcomeOf,
  type Page,
  type Wardkey,
} from 'wardkey/testing';
import {
  expectSignInWorks,
  PIN,
  pinsSent,
  register,
  startSignIn,
} from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

// What the browser says reaches the installed bridge as something else.

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterEach(() => wardkey.bridge.install());
afterAll(() => wardkey?.close());

/** The next bridge that the browser starts hears badly. */
async function startAnew(how: Noise): Promise<void> {
  await wardkey.noSignInWindow();
  await page.goto('about:blank');
  await wardkey.bridge.spoil(how);
  if ((await wardkey.bridge.running()).length > 0) await wardkey.bridge.kill();
}

const noBridgeRuns = () => expect.poll(() => wardkey.bridge.running()).toEqual([]);

test('a bridge that gets no frames says so and ends', async () => {
  await startAnew('raw');
  const port = await NativePort.open(await wardkey.worker());
  expect(await port.ask(HELLO)).toMatchObject({
    id: null,
    error: { data: { code: 'message-invalid' } },
  });
  expect(await port.answer()).toBe('Native host has exited.');
  await noBridgeRuns();
});

test.each([
  ['raw', 'message-invalid'],
  ['no-json', 'message-invalid'],
  ['no-request', 'message-invalid'],
  ['cut', 'bridge-stopped'],
] as const)('a hello that gets lost: %s', async (how, code) => {
  await startAnew(how);
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await expectTold(popup, code);
  expect(await isBrowsersOwn(page)).toBe(true);
  await noBridgeRuns();

  await wardkey.bridge.install();
  await popup.locator('[data-action=retry]').click();
  await popup.waitForSelector('main:not(:has([data-code]))');
  await popup.close();
});

test('a line that is good again after all of these: a sign-in works', async () => {
  await expectSignInWorks(wardkey, page);
});

test.each([
  ['raw-later', 'message-invalid'],
  ['no-json-later', 'message-invalid'],
  ['cut-later', 'bridge-stopped'],
] as const)('a page’s request that gets lost: %s', async (how, code) => {
  await startAnew(how);
  const sent = pinsSent(wardkey.key);
  await startSignIn(wardkey, page);
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  const window = await wardkey.signInWindow();
  await expectTold(window, code);
  expect(await isBrowsersOwn(page)).toBe(true);
  await noBridgeRuns();

  await wardkey.bridge.install();
  await window.click('[data-action=try-again]');
  await wardkey.noSignInWindow();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(pinsSent(wardkey.key)).toBe(sent + 1);
});
