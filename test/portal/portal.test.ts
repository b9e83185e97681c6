import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeChromium, launchChromium } from '../kit/chromium.ts';
import { outcomeOf } from '../kit/outcome.ts';
import { askToAddKey } from '../kit/portal-steps.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { useBrowsersOwn } from './browsers-own.ts';
import { PracticePortal } from './server.ts';

// The portal and its relying party alone, with the browser's own virtual authenticator: what works
// here is the browser's way, to which Wardkey's is compared.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let portal: PracticePortal;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  portal = await PracticePortal.start();
  browser = await launchChromium({ home: folder.path, headless: true, portal });
});

afterAll(async () => {
  if (browser) await closeChromium(browser);
  await portal?.close();
  await folder?.remove();
});

async function pageWithAuthenticator(): Promise<Page> {
  const page = await browser.newPage();
  await useBrowsersOwn(page);
  return page;
}

test('a person registers and signs in through the portal’s pages', async () => {
  const page = await pageWithAuthenticator();
  await page.goto('https://mysignins.microsoft.com/security-info');
  await askToAddKey(page);
  await page.click('#idSIButton9');
  await page.waitForSelector('#added');
  expect(portal.verified.registrations).toHaveLength(1);
  expect(portal.verified.registrations[0]).toMatchObject({ verified: true, userVerified: true });

  await page.goto('https://portal.nhs.net/');
  await page.click('#login');
  await page.waitForSelector('#i0116');
  await page.type('#i0116', 'sam.jones@nhs.net');
  await page.click('#idSIButton9');
  await page.click('[data-test-cred-id="7"]');
  const user = await page.waitForSelector('#signed-in-user');
  expect(await user?.evaluate((found) => found.textContent)).toBe('sam.jones@nhs.net');
  expect(portal.verified.authentications).toMatchObject([{ verified: true, userVerified: true }]);
  await page.close();
});

test('a page that aborts gets AbortError', async () => {
  const page = await browser.newPage();
  await page.goto('https://login.microsoft.com/abort?after=300');
  await page.click('#start');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'AbortError' });
  await page.close();
});

test('a page that asks for a foreign RP ID gets SecurityError', async () => {
  const page = await browser.newPage();
  await page.goto('https://login.microsoft.com/wrong-rp?rpId=nhs.net');
  await page.click('#start');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'SecurityError' });
  await page.close();
});

test.each([
  ['publickey-credentials-get *', 'verified', ''],
  ['', 'failed', 'NotAllowedError'],
])('a frame of another origin with allow="%s" ends as %s', async (allow, state, error) => {
  const page = await pageWithAuthenticator();
  await page.goto('https://login.microsoft.com/common/fido/create');
  await page.click('#idSIButton9');
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });

  const src = 'https://login.microsoft.com/common/fido/get';
  await page.goto(`https://portal.nhs.net/frame?${new URLSearchParams({ src, allow })}`);
  const frame = await (await page.waitForSelector('#frame'))?.contentFrame();
  if (!frame) throw new Error('no frame');
  await frame.waitForSelector('#idSIButton9');
  await frame.click('#idSIButton9');
  expect(await outcomeOf(frame)).toEqual({ state, error });
  await page.close();
});
