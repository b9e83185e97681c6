import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Page, type Wardkey } from 'wardkey/testing';

const PIN = '4321';

let wardkey: Wardkey;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
});
afterAll(() => wardkey?.close());

/** Opens the check-up as the popup does, says that it is about a key, and starts it. */
async function startCheckUp(hash = ''): Promise<Page> {
  const page = await wardkey.browser.newPage();
  const path = 'extension/pages/check-up/check-up.html';
  await page.goto(`chrome-extension://${wardkey.extensionId}/${path}${hash}`);
  await page.waitForSelector('[data-action=start]');
  await page.click('input[name=wanted][value=key]');
  await page.click('[data-action=start]');
  return page;
}

async function verdictOf(page: Page): Promise<string | null> {
  const verdict = await page.waitForSelector('[data-cause]');
  const cause = await verdict?.evaluate((part) => part.getAttribute('data-cause'));
  return cause ?? null;
}

test('a key that works is well', async () => {
  const page = await startCheckUp();
  expect(await verdictOf(page)).toBe('well');
  await page.close();
});

test('a key that is not plugged in is what is wrong', async () => {
  await wardkey.unplug();
  const page = await startCheckUp();
  expect(await verdictOf(page)).toBe('key-none');
  await page.close();
  await wardkey.plug();
});

test('a key that was not touched in a sign-in, and is well', async () => {
  const page = await startCheckUp('#error=touch-timeout');
  expect(await verdictOf(page)).toBe('not-touched');
  await page.close();
});

test('without the bridge, that is what is wrong', async () => {
  await wardkey.bridge.uninstall();
  await wardkey.bridge.kill();
  const page = await startCheckUp();
  expect(await verdictOf(page)).toBe('program-missing');
  await page.close();
});

test('the popup leads there', async () => {
  const popup = await wardkey.openPopup();
  const link = await popup.waitForSelector('[data-action=check-up]');
  const address = await link?.evaluate((part) => part.getAttribute('href'));
  expect(address).toContain('check-up.html');
});
