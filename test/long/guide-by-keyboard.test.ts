import { afterAll, beforeAll, expect, test } from 'vitest';
import { GuideOnPage, launch, type Page, type Wardkey } from 'wardkey/testing';

// A person without a mouse: everything that the guide offers on a page is reached and done by keys.

let wardkey: Wardkey;
let page: Page;
let guide: GuideOnPage;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: '2468' } });
  page = await wardkey.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  guide = new GuideOnPage(page);
});
afterAll(() => wardkey?.close());

test('a journey is begun, followed, asked for help, left and finished by the keyboard alone', async () => {
  await page.goto('https://portal.nhs.net/');
  await guide.says('Can Wardkey help you here?');
  await guide.pressByKeyboard('Sign in with your security key');
  await guide.says('Step 1 of 7');
  await expect.poll(() => guide.announced()).toContain('Step 1 of 7');
  // The focus stays in the guide, whose buttons are others now.
  expect(await guide.focused()).not.toBe('');

  await guide.pressByKeyboard('Login');
  await page.waitForSelector('#i0116');
  await guide.says('Step 2 of 7');
  await guide.pressByKeyboard('Sign in through Wardkey');
  await guide.says('Wardkey is ready');
  await guide.pressByKeyboard('Back');
  await guide.says('Step 1 of 7');

  await guide.pressByKeyboard('Who can help now');
  await guide.says('0333 200 1133');
  await guide.pressByKeyboard('Back to the step');
  await guide.says('Step 1 of 7');
  await guide.pressByKeyboard('Finish here');
  await guide.isGone();
});

test('it is closed by the keyboard, and the page keeps what was typed', async () => {
  await page.reload();
  const field = await page.waitForSelector('#i0116');
  await guide.says('Can Wardkey help you here?');
  await field?.type('sam');
  await guide.pressByKeyboard('Close the guide');
  await guide.isGone();
  expect(
    await page.$eval('#i0116', (input) => (input instanceof HTMLInputElement ? input.value : '')),
  ).toBe('sam');
});
