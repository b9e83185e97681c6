import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeChromium, launchChromium } from '../kit/chromium.ts';
import { outcomeOf } from '../kit/outcome.ts';
import { askToAddKey } from '../kit/portal-steps.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { PRACTICE_PASSWORD, SOMEBODY } from './accounts.ts';
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

test('Entra changes its views, and what it calls itself, at one address', async () => {
  const page = await browser.newPage();
  await page.goto('https://portal.nhs.net/Home/Login');
  await page.waitForSelector('#i0116');
  const address = page.url();
  const seen: unknown[] = [];
  const note = async (): Promise<void> => {
    seen.push(
      await page.evaluate(() => [
        document.querySelector('meta[name=PageID]')?.getAttribute('content'),
        document.querySelector('[role=heading]')?.textContent,
      ]),
    );
  };
  await note();
  await page.type('#i0116', 'nobody');
  await page.click('#idSIButton9');
  await page.waitForFunction(() => document.querySelector('#usernameError')?.textContent !== '');
  await page.type('#i0116', '@nhs.net');
  await page.click('#idSIButton9');
  await page.waitForSelector('#credentialList');
  await note();
  await page.click('[data-test-cred-id="1"]');
  await page.waitForSelector('#i0118');
  await note();
  await page.type('#i0118', 'wrong');
  await page.click('#idSIButton9');
  await page.waitForFunction(() => document.querySelector('#passwordError')?.textContent !== '');
  await page.evaluate(() => document.querySelector<HTMLInputElement>('#i0118')?.select());
  await page.type('#i0118', PRACTICE_PASSWORD);
  await page.click('#idSIButton9');
  await page.waitForSelector('#KmsiDescription');
  await note();
  expect(seen).toEqual([
    ['ConvergedSignIn', 'Sign in'],
    ['ConvergedSignIn', 'Choose a way to sign in'],
    ['ConvergedSignIn', 'Enter password'],
    ['KmsiInterrupt', 'Stay signed in?'],
  ]);
  expect(page.url()).toBe(address);
  await page.close();
});

test('a person who signed in at the older sign-in registers a token at the portal and removes it', async () => {
  const page = await pageWithAuthenticator();
  await page.goto('https://fs.nhs.net/adfs/ls/');
  await page.type('#emailInput', 'alex.patel@nhs.net');
  await page.click('[name=HomeRealmByEmail]');
  await page.waitForSelector('#userNameInput');
  await page.type('#userNameInput', 'alex.patel@nhs.net');
  await page.type('#passwordInput', PRACTICE_PASSWORD);
  await page.click('#submitButton');
  await page.waitForSelector('#signed-in-user');
  await page.goto('https://portal.nhs.net/Profile/Fido2Tokens');
  await page.click('#register-token');
  await page.waitForSelector('#nickname');
  await page.type('#nickname', 'Ward key');
  await page.click('#submit-token');
  await (await page.waitForSelector('#idSIButton9'))?.click();
  await page.waitForSelector('#token-added');
  expect(portal.relyingParty.credentialIdsOf('alex.patel@nhs.net')).toHaveLength(1);
  await page.click('[data-remove="Ward key"]');
  await page.waitForSelector('#tokens:not(:has(li))');
  expect(portal.relyingParty.credentialIdsOf('alex.patel@nhs.net')).toEqual([]);
  await page.close();
});

test('a person adds a phone on the "Security info" page and deletes it', async () => {
  const page = await browser.newPage();
  await page.goto('https://mysignins.microsoft.com/security-info');
  await page.click('#add-method');
  await page.click('#add-phone');
  await page.click('#add-chosen');
  await page.type('#phone-number', '7700900123');
  await page.click('#phone-next');
  await (await page.waitForSelector('#phone-code'))?.type('123456');
  await page.click('#phone-code-next');
  await (await page.waitForSelector('#phone-done'))?.click();
  const remove = await page.waitForSelector('[data-delete=phone]');
  expect(portal.state.accounts.of(SOMEBODY).phone).toBe('7700900123');
  await remove?.click();
  await page.waitForSelector('#methods:not(:has([data-delete=phone]))');
  expect(portal.state.accounts.of(SOMEBODY).phone).toBeNull();
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
