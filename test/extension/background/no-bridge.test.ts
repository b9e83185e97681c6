import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScriptedBrowser, startScriptedBrowser } from './scripted-browser.ts';

let wardkey: ScriptedBrowser;

beforeAll(async () => {
  wardkey = await startScriptedBrowser({ withBridge: false });
});
afterAll(() => wardkey?.close());

test('without a bridge the choice says so, and the page keeps the browser’s own flow', async () => {
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/blank');
  expect(await wardkey.choose(page)).toEqual({ ok: false, code: 'bridge-missing' });
  expect(await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable())).toBe(
    true,
  );
});
