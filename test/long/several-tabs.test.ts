import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type ErrorCode,
  getCredential,
  launch,
  outcomeOf,
  type Page,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register, startSignIn } from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

const GET = 'https://login.microsoft.com/common/fido/get';
const BLANK = 'https://login.microsoft.com/blank';
const VERIFIED = { state: 'verified', error: '' };

let wardkey: Wardkey;
let page: Page;
let other: Page;
let commandsBefore: number;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

beforeEach(async () => {
  other = await wardkey.browser.newPage();
  commandsBefore = wardkey.key.commandLog.length;
});
afterEach(async () => {
  await other.close();
  await page.bringToFront();
  await expectSignInWorks(wardkey, page);
});

/** Sees that the popup, over the page in front, says why a request was refused. */
async function expectNotice(code: ErrorCode): Promise<void> {
  const popup = await wardkey.openPopup();
  await expectTold(popup, code);
  await popup.close();
}

test('a second tab asks while the first one is at its PIN: refused, and the first goes on', async () => {
  await other.goto(BLANK);
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  expect(await getCredential(other)).toBe('NotAllowedError');
  await expectNotice('ceremony-busy');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual(VERIFIED);
});

test('a tab of the same website in which nobody chose Wardkey is refused', async () => {
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  await other.goto(BLANK);
  await other.bringToFront();
  expect(await getCredential(other)).toBe('NotAllowedError');
  await expectNotice('sign-in-tab-hidden');
  expect(wardkey.key.commandLog.length).toBe(commandsBefore);

  await page.bringToFront();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual(VERIFIED);
});

test('the chosen tab asks while another tab is in front: refused, and works once it is back', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  await other.goto(BLANK);
  await other.bringToFront();
  expect(await getCredential(page)).toBe('NotAllowedError');
  await expectNotice('sign-in-tab-hidden');
  expect(wardkey.key.commandLog.length).toBe(commandsBefore);
});

test('a hidden tab of the same website is answered as that website while the chosen one is in front', async () => {
  await other.goto(BLANK);
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  expect(await other.evaluate(() => document.visibilityState)).toBe('hidden');
  const answered = getCredential(other);
  await wardkey.enterPin(PIN);
  expect(await answered).toBe('public-key');
  // Once: the chosen page finds the browser's own way.
  expect(await isBrowsersOwn(page)).toBe(true);
});

test('a hidden tab of another website is not', async () => {
  await other.goto('https://mysignins.microsoft.com/blank');
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  expect(await getCredential(other)).toBe('NotAllowedError');
  await expectNotice('sign-in-other-origin');
  expect(wardkey.key.commandLog.length).toBe(commandsBefore);
});

test('no other tab can be chosen while a ceremony runs, and the ceremony goes on', async () => {
  await other.goto(BLANK);
  await startSignIn(wardkey, page);
  await (await wardkey.signInWindow()).waitForSelector('#pin:enabled');
  await other.bringToFront();
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-action=leave]');
  expect(await popup.$('[data-action=sign-in]')).toBeNull();
  await popup.close();
  await page.bringToFront();
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual(VERIFIED);
});
