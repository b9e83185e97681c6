import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOtherExtension, launch, type Page, type Wardkey } from 'wardkey/testing';

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

/** How often a check-up is run on a computer that is too busy to see all that is there. */
const ROUNDS = 3;

/**
 * What the page says in the end: of a bridge that has not answered yet it tells so, and tells another
 * thing when it has. Waits for that as long as for anything that has to come.
 */
async function settledVerdict(page: Page): Promise<{ cause: string; report: string }> {
  const read = () =>
    page.evaluate(() => ({
      cause: document.querySelector('[data-cause]')?.getAttribute('data-cause') ?? '',
      report: document.querySelector('pre')?.textContent ?? '',
    }));
  await page
    .waitForFunction(() => {
      const report = document.querySelector('pre')?.textContent ?? '';
      return report !== '' && !/"code": "(program-mute|unanswered-bridge)"/.test(report);
    })
    .catch(() => null);
  return read();
}

/**
 * Checks up until the verdict is the one that is expected: on a busy computer the bridge may give up
 * on what it looks at, which it then says.
 * @param tells what the report must hold too
 * @returns the page that shows it
 */
async function pageSaying(
  cause: string,
  { hash = '', tells = '' }: { readonly hash?: string; readonly tells?: string } = {},
): Promise<Page> {
  const said: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await startCheckUp(hash);
    const settled = await settledVerdict(page);
    if (settled.cause === cause && settled.report.includes(tells)) return page;
    said.push(`${settled.cause} ${settled.report}`);
    await page.close();
  }
  throw new Error(`The check-up said: ${said.join('\n')}`);
}

test('a key that works is well', async () => {
  const page = await pageSaying('well');
  await page.close();
});

test('whether the portal of a page answers is the browser’s word, whichever portal it is', async () => {
  // The bridge of this stage reaches none.
  const page = await pageSaying('well', { hash: '#portal=password-reset' });
  await page.close();
});

/** A key for the browser's own way to keys. @param isBogus what it signs does not hold */
async function browserKey(page: Page, { isBogus } = { isBogus: false }): Promise<void> {
  const devTools = await page.createCDPSession();
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await devTools.send('WebAuthn.setResponseOverrideBits', {
    authenticatorId,
    isBogusSignature: isBogus,
  });
}

/** Goes through a real try as far as the browser's own part. */
async function tryThroughWardkey(page: Page): Promise<void> {
  await (await page.waitForSelector('[data-action=try-key]'))?.click();
  await wardkey.enterPin(PIN);
  const goOn = await page.waitForSelector('[data-action=go-on]');
  await wardkey.noSignInWindow();
  await page.bringToFront();
  await goOn?.click();
}

async function reportTells(page: Page, code: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('pre')?.textContent?.includes(`"code": "${wanted}"`),
    {},
    code,
  );
}

test('a key is tried for real, in the browser and through the bridge, and keeps nothing', async () => {
  const page = await pageSaying('well');
  await browserKey(page);
  await tryThroughWardkey(page);
  await reportTells(page, 'try-worked');
  expect(await verdictOf(page)).toBe('well');
  expect(wardkey.key.credentials.filter(({ resident }) => resident)).toEqual([]);
  await page.close();
});

test('a browser that cannot use a key which works is to blame itself', async () => {
  const page = await pageSaying('well');
  await browserKey(page, { isBogus: true });
  await tryThroughWardkey(page);
  await page.waitForSelector('[data-cause=try-browser-failed]');
  await page.close();
});

test('a try that the person stops counts for nothing', async () => {
  const page = await pageSaying('well');
  await page.click('[data-action=try-key]');
  await wardkey.signInWindow();
  await page.bringToFront();
  await page.click('[data-action=stop-try]');
  await page.waitForSelector('[data-action=try-key]');
  expect(await verdictOf(page)).toBe('well');
  await page.close();
});

test('a key that is not plugged in is what is wrong', async () => {
  await wardkey.unplug();
  const page = await pageSaying('key-none');
  await page.close();
  await wardkey.plug();
});

test('a key that was not touched in a sign-in, and is well', async () => {
  const page = await pageSaying('not-touched', { hash: '#error=touch-timeout' });
  await page.close();
});

test('another extension that holds the browser’s security keys is what is wrong', async () => {
  const other = await installOtherExtension(wardkey.browser, ['webAuthenticationProxy']);
  await other.page.evaluate(() => chrome.webAuthenticationProxy.attach());
  const page = await pageSaying('proxy-held');
  await page.close();
  await other.page.evaluate(() => chrome.webAuthenticationProxy.detach());
  await other.page.close();
});

test('a page in which somebody else answers for keys is a thing to know', async () => {
  const portal = await wardkey.browser.newPage();
  await portal.goto('https://portal.nhs.net/');
  await portal.evaluate(() => {
    navigator.credentials.get = async () => null;
  });
  const page = await pageSaying('well', { tells: 'credentials-overridden' });
  await page.close();
  await portal.close();
});

test('without the bridge, that is what is wrong', async () => {
  await wardkey.bridge.uninstall();
  await wardkey.bridge.kill();
  const page = await pageSaying('program-missing');
  await page.close();
});

test('the popup leads there', async () => {
  const popup = await wardkey.openPopup();
  const link = await popup.waitForSelector('[data-action=check-up]');
  const address = await link?.evaluate((part) => part.getAttribute('href'));
  expect(address).toContain('check-up.html');
});
