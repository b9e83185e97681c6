import { afterAll, beforeAll, expect, test } from 'vitest';
import { GuideOnPage, launch, type Page, type Wardkey } from 'wardkey/testing';

const PIN = '4321';
const WAIT = { timeout: 60_000 };
const NO_TOUCH = 'The key was not touched in time.';
const CHECK_UP = 'check-up.html#error=touch-denied&wanted=key&portal=entra';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
});
afterAll(() => wardkey?.close());

/** The check-up that somebody has opened in a tab of its own. */
async function checkUpTab(): Promise<Page> {
  const target = await wardkey.browser.waitForTarget((one) => one.url().includes(CHECK_UP), WAIT);
  const tab = await target.page();
  if (tab === null) throw new Error('the check-up is no page');
  return tab;
}

test('a sign-in that went wrong is told in its window, in the popup and by the guide', async () => {
  await page.goto('https://login.microsoft.com/common/fido/create');
  await wardkey.chooseSignIn(page);
  wardkey.key.presence.mode = 'deny';
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  const window = await wardkey.signInWindow();
  const link = await window.waitForSelector('[data-stage=failed] [data-action=check-up]', WAIT);
  expect(await link?.evaluate((part) => part.getAttribute('href'))).toContain(CHECK_UP);
  await window.click('[data-action=close]');
  await wardkey.noSignInWindow();

  await page.bringToFront();
  const popup = await wardkey.openPopup();
  const told = await popup.waitForSelector('[data-trouble=touch-denied]', WAIT);
  expect(await told?.evaluate((part) => part.textContent)).toBe(NO_TOUCH);
  const way = await popup.$eval('[data-action=check-up]', (part) => part.getAttribute('href'));
  expect(way).toContain(CHECK_UP);
  await popup.close();

  await page.goto('https://portal.nhs.net/');
  const guide = new GuideOnPage(page);
  await guide.says(NO_TOUCH);
  await guide.press('Find out why');
  const checkUp = await checkUpTab();
  // It is known what it is about: it has begun by itself, with that error as its first finding.
  await checkUp.waitForSelector('[data-cause=not-touched]', WAIT);
}, 180_000);

test('the popup tells what the check-up said, until the next sign-in begins', async () => {
  const checkUp = await checkUpTab();
  await wardkey.unplug();
  await checkUp.bringToFront();
  await checkUp.click('[data-action=again]');
  await checkUp.click('input[name=wanted][value=key]');
  await checkUp.click('[data-action=start]');
  await checkUp.waitForSelector('[data-cause=key-none]', WAIT);
  await checkUp.close();
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-trouble=touch-denied]', WAIT);
  const told = () => popup.$eval('[data-trouble]', (part) => part.textContent);
  await expect.poll(told).toBe('No security key can be seen on this computer.');
  await popup.close();
  await wardkey.plug();
  wardkey.key.presence.mode = 'auto';
  await page.goto('https://login.microsoft.com/common/fido/create');
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#outcome[data-state=verified]', WAIT);
  await wardkey.noSignInWindow();
  await page.bringToFront();
  const later = await wardkey.openPopup();
  await later.waitForSelector('[data-action=check-up]', WAIT);
  expect(await later.$('[data-trouble]')).toBeNull();
}, 180_000);
