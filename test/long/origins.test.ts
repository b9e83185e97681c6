import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getCredential, launch, outcomeOf, type Page, say, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn, watchRequests } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

const BLANK = 'https://login.microsoft.com/blank';
const OUTSIDE = 'https://www.example.org/';

let wardkey: Wardkey;
let page: Page;
let commandsBefore: number;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

beforeEach(() => {
  commandsBefore = wardkey.key.commandLog.length;
});
/** Nothing reached the key, and the next sign-in works. */
afterEach(async () => {
  expect(wardkey.key.commandLog.length).toBe(commandsBefore);
  await expectSignInWorks(wardkey, page);
});

// What the bridge itself says to one is seen in rp-id-at-bridge.test.ts.
test('an RP ID that does not belong to the page: the browser refuses, and asks nobody', async () => {
  const requests = await watchRequests(wardkey);
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  for (const kind of ['create', 'get']) {
    for (const rpId of ['nhs.uk', 'login.microsoftonline.com', 'com', 'sub.login.microsoft.com']) {
      await page.goto(`https://login.microsoft.com/wrong-rp?rpId=${rpId}&kind=${kind}`);
      expect(await isBrowsersOwn(page)).toBe(false);
      await page.click('#start');
      expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'SecurityError' });
    }
  }
  expect(await requests()).toEqual([]);
  expect(wardkey.key.commandLog.length).toBe(commandsBefore);
  // The sign-in still waits, and a proper request does reach it.
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(await requests()).toEqual(['get']);
  commandsBefore = wardkey.key.commandLog.length;
});

test('a page that is not on the list is offered no sign-in, and keeps the browser’s own way', async () => {
  await page.goto(OUTSIDE);
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-section=page] .host');
  expect(await popup.$eval('[data-section=sign-in]', (section) => section.textContent)).toContain(
    say('en', 'popup.notListed'),
  );
  expect(await popup.$('[data-action=sign-in]')).toBeNull();
  await popup.close();
  expect(await isBrowsersOwn(page)).toBe(true);
});

test('another website that asks while a sign-in is open is refused, and the person told', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const other = await wardkey.browser.newPage();
  await other.goto(OUTSIDE);
  expect(await getCredential(other)).toBe('NotAllowedError');
  const popup = await wardkey.openPopup();
  await expectTold(popup, 'sign-in-other-origin');
  await (await popup.waitForSelector('[data-action=leave]'))?.click();
  await expect.poll(() => isBrowsersOwn(other)).toBe(true);
  await other.close();
});

test('while the chosen tab is on a website that is not on the list, WebAuthn is the browser’s', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const other = await wardkey.browser.newPage();
  await other.goto(OUTSIDE);
  expect(await isBrowsersOwn(other)).toBe(false);
  await page.goto(OUTSIDE);
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  expect(await isBrowsersOwn(other)).toBe(true);
  await other.close();
});

test('a sign-in that comes by such a website goes on where it is back on the list', async () => {
  await page.goto('https://portal.nhs.net/');
  await wardkey.chooseSignIn(page);
  await page.goto(OUTSIDE);
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  await page.goto('https://login.microsoft.com/wrong-rp?rpId=nhs.uk');
  await page.click('#start');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'SecurityError' });
  await page.goto('https://login.microsoft.com/common/fido/get');
});
