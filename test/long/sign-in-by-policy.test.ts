import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXTENSION_ID, GuideOnPage, launch, type Page, type Wardkey } from 'wardkey/testing';

// An organisation wants every sign-in with a key to go through Wardkey: the person chooses nothing,
// and can still go back to the browser's own way.

const PIN = '2468';
const SAM = 'sam.jones@nhs.net';
const CHOICE = '[data-test-cred-id="7"]';

let wardkey: Wardkey;
let page: Page;
let guide: GuideOnPage;

beforeAll(async () => {
  wardkey = await launch({
    via: 'pcsc',
    key: { pin: PIN },
    policies: { '3rdparty': { extensions: { [EXTENSION_ID]: { signIn: 'always' } } } },
  });
  page = await wardkey.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  guide = new GuideOnPage(page);
});
afterAll(() => wardkey?.close());

async function toKeyChoice(): Promise<void> {
  await page.goto('https://portal.nhs.net/');
  await guide.press('Sign in with your security key');
  await page.click('#login');
  await page.waitForSelector('#i0116');
}

test('the proxy is there from the first page on, and the sign-in succeeds', async () => {
  await page.goto('https://mysignins.microsoft.com/security-info');
  await wardkey.chooseSignIn(page);
  await page.click('#add-method');
  await page.click('#add-security-key');
  await page.click('#add-chosen');
  await page.click('#usb-device');
  const next = await page.waitForSelector('#idSIButton9');
  await next?.click();
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#added');
  await wardkey.noSignInWindow();

  await toKeyChoice();
  await guide.says('Wardkey is ready');
  await page.type('#i0116', SAM);
  await page.click('#idSIButton9');
  const choice = await page.waitForSelector(CHOICE);
  await choice?.click();
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#signed-in-user');
  expect(wardkey.portal.verified.authentications).toMatchObject([{ verified: true }]);
  await guide.press('Finish here');
  await guide.isGone();
});

test("whoever goes back to the browser's own way is not taken back", async () => {
  await page.goto(
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?domain_hint=nhs.net',
  );
  await guide.says('Wardkey is ready');
  const popup = await wardkey.openPopup();
  const leave = await popup.waitForSelector('[data-action=leave]');
  await leave?.click();
  await popup.close();
  await guide.press('Sign in with your security key');
  await guide.says('This browser cannot reach it: sign in through Wardkey.');
  await page.reload();
  await page.waitForSelector('#i0116');
  await guide.says('This browser cannot reach it: sign in through Wardkey.');
  expect(await guide.text()).not.toContain('Wardkey is ready');
});
