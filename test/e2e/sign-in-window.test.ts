import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Page, type Wardkey } from 'wardkey/testing';
import { PIN, pinsSent } from './bad-days/portal-visit.ts';

// The sign-in window as the browser shows it, with the whole product behind it.

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
});
afterAll(() => wardkey?.close());

async function askForKey(): Promise<Page> {
  await page.goto('https://login.microsoft.com/common/fido/create');
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  return wardkey.signInWindow();
}

const triesSpent = () => pinsSent(wardkey.key);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('keys and Enter that stream into a window as it opens spend no try', async () => {
  const before = triesSpent();
  const window = await askForKey();
  const end = performance.now() + 2_000;
  while (performance.now() < end) {
    await window.keyboard.type('97531', { delay: 10 });
    await window.keyboard.press('Enter');
  }
  await window.waitForSelector('#pin:enabled');
  expect(await window.$eval('#pin', (field) => (field as HTMLInputElement).value)).toBe('');
  await window.keyboard.press('Enter');
  await pause(300);
  expect(triesSpent()).toBe(before);
});

test('a wrong PIN spends one try and says how many are left; the next one works', async () => {
  const before = triesSpent();
  await wardkey.enterPin('1357');
  const window = await wardkey.signInWindow();
  await window.waitForFunction(() =>
    document.querySelector('[role=alert]')?.textContent?.includes('That PIN is wrong.'),
  );
  expect(await window.$eval('#pin-tries', (tries) => tries.textContent)).toBe('Tries left: 7');
  expect(triesSpent()).toBe(before + 1);
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#outcome[data-state=verified]');
  expect(triesSpent()).toBe(before + 2);
});

test('Cancel ends it: the page is told no, and the window goes', async () => {
  const window = await askForKey();
  const gone = new Promise<void>((resolve) => window.once('close', () => resolve()));
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  await gone;
  const outcome = await page.waitForSelector('#outcome[data-state=failed]');
  expect(await outcome?.evaluate((shown) => (shown as HTMLElement).dataset['error'])).toBe(
    'NotAllowedError',
  );
});

test('after the key was pulled out, "Try again" leads back to the page, and then it works', async () => {
  const window = await askForKey();
  await window.waitForSelector('#pin:enabled');
  await wardkey.unplug();
  await window.waitForSelector('[data-code=device-removed]');
  await wardkey.plug();
  const gone = new Promise<void>((resolve) => window.once('close', () => resolve()));
  await (await window.waitForSelector('[data-action=try-again]'))?.click();
  await gone;
  await page.bringToFront();
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#outcome[data-state=verified]');
});

test('the popup shows the key, the program and the page', async () => {
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-section=devices] .device');
  const text = await popup.$eval('main', (main) => main.innerText);
  expect(text).toContain('login.microsoft.com');
  expect(text).toContain('It is ready.');
  expect(text).toContain('It has a PIN.');
  // Chromium makes the text of extension pages smaller unless they say otherwise.
  expect(await popup.$eval('main', (main) => getComputedStyle(main).fontSize)).toBe('16px');
});
