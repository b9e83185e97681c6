import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCredential, launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import {
  expectSignInWorks,
  PIN,
  pinsSent,
  register,
  startSignIn,
} from '../e2e/bad-days/portal-visit.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

// With real windows, of which one at a time has the focus.

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ hiddenDisplay: true, key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

/** Gives a window the focus, as a click on it does. */
async function focusWindow(type: 'normal' | 'popup'): Promise<void> {
  const worker = await wardkey.worker();
  await worker.evaluate(async (kind) => {
    for (const { id } of await chrome.windows.getAll({ windowTypes: [kind] })) {
      if (id !== undefined) await chrome.windows.update(id, { focused: true });
    }
  }, type);
}

const pinField = (window: Page) =>
  window.$eval('#pin', (field) => {
    const { value, disabled } = field as HTMLInputElement;
    return { value, disabled };
  });

test('a PIN that was half typed is gone when the window loses the focus', async () => {
  const sentBefore = pinsSent(wardkey.key);
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  await window.type('#pin', PIN);
  await focusWindow('normal');
  await window.waitForSelector('#pin:disabled');
  expect(await pinField(window)).toEqual({ value: '', disabled: true });
  // The window is the tab's own: the ceremony goes on, whichever of the two has the focus.
  await focusWindow('popup');
  await window.keyboard.press('Enter');
  expect(pinsSent(wardkey.key)).toBe(sentBefore);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('a website that asks meanwhile is told of, and takes nobody’s focus', async () => {
  const other = await wardkey.browser.newPage();
  await other.goto('https://www.example.org/');
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  const hasFocus = (where: Page) => where.evaluate(() => document.hasFocus());
  await expect.poll(() => hasFocus(page)).toBe(true);
  await page.evaluate(() => {
    addEventListener('blur', () => document.body.setAttribute('data-blurred', ''));
  });
  expect(await getCredential(other)).toBe('NotAllowedError');
  const window = await wardkey.signInWindow();
  await expectTold(window, 'sign-in-other-origin');
  expect(await hasFocus(page)).toBe(true);
  expect(await page.$('[data-blurred]')).toBeNull();
  await other.close();

  // The same window comes forward once the person is needed.
  await page.click('#idSIButton9');
  await window.waitForSelector('#pin:enabled');
  expect(await hasFocus(window)).toBe(true);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('the chosen tab asks while another window of the browser has the focus: refused', async () => {
  const commands = wardkey.key.commandLog.length;
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  const worker = await wardkey.worker();
  const other = await worker.evaluate(
    async () => (await chrome.windows.create({ url: 'about:blank', focused: true }))?.id ?? -1,
  );
  expect(await getCredential(page)).toBe('NotAllowedError');
  const popup = await wardkey.openPopup();
  await expectTold(popup, 'sign-in-tab-hidden');
  await popup.close();
  expect(wardkey.key.commandLog.length).toBe(commands);
  await worker.evaluate((id) => chrome.windows.remove(id), other);
  await expectSignInWorks(wardkey, page);
});
