import { afterAll, beforeAll, expect, test } from 'vitest';
import { EitherBrowser, type ErrorCode, explain, outcomeOf, type Page } from 'wardkey/testing';
import {
  askForAnother,
  BLANK,
  expectSignInWorks,
  firefoxWithAccount,
  functionsOf,
  GET,
  hasItsOwn,
  PIN,
  START_MS,
  start,
} from './firefox-visit.ts';

// Bad days of a sign-in through Wardkey in Firefox, where a content script takes the page's calls.

const GET_ASSERTION = 0x02;
/** CTAP 2.1 §8.2, CTAP2_ERR_KEEPALIVE_CANCEL. */
const KEEPALIVE_CANCEL = 0x2d;

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  [wardkey, page] = await firefoxWithAccount();
}, START_MS);
afterAll(() => wardkey?.close());

/** What the sign-in window tells a person of a code. */
async function expectTold(code: ErrorCode): Promise<void> {
  const window = await wardkey.signInWindow();
  const told = await window.waitForSelector(`.explanation[data-code="${code}"]`);
  expect(await told?.evaluate((element) => element.textContent)).toContain(
    explain('en', code).says,
  );
  await closeWindow(window);
}

async function closeWindow(window: Page): Promise<void> {
  await window.close();
  await wardkey.noSignInWindow();
}

test('a wrong PIN spends one try, and the right one then works', async () => {
  await start(wardkey, page);
  await wardkey.enterPin('9999');
  const window = await wardkey.signInWindow();
  await window.waitForFunction(
    () => document.querySelector('#pin-tries')?.textContent === 'Tries left: 7',
  );
  expect(wardkey.key.pinTriesLeft).toBe(7);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.key.pinTriesLeft).toBe(8);
  await wardkey.noSignInWindow();
});

test('a person who cancels gives the page an exception, and its own functions back', async () => {
  await page.goto(GET);
  await functionsOf(page);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  const window = await wardkey.signInWindow();
  await window.locator('[data-action=cancel]').click();
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await hasItsOwn(page);
  await closeWindow(window);
  await expectSignInWorks(wardkey, page);
});

test('a person who closes the window has cancelled', async () => {
  await start(wardkey, page);
  await closeWindow(await wardkey.signInWindow());
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
});

/** A page that asks for the key, and takes that back at the event `give-up`. */
async function startAsking(): Promise<void> {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  await page.evaluate(() => {
    const abort = new AbortController();
    addEventListener('give-up', () => abort.abort('enough'));
    const publicKey = { challenge: new Uint8Array(32), userVerification: 'required' } as const;
    navigator.credentials.get({ publicKey, signal: abort.signal }).catch((thrown) => {
      document.body.dataset['reason'] = String(thrown);
    });
  });
}

async function startTouching(): Promise<void> {
  wardkey.key.presence.mode = 'wait';
  await startAsking();
  await wardkey.enterPin(PIN);
  await expect.poll(() => wardkey.key.presence.awaited).toBe(true);
}

const expectQuiet = () =>
  expect
    .poll(() => ({ ...wardkey.key.commandLog.at(-1), awaited: wardkey.key.presence.awaited }))
    .toMatchObject({ command: GET_ASSERTION, status: KEEPALIVE_CANCEL, awaited: false });

test('the page aborts while the key waits for a touch: the key is told', async () => {
  await startTouching();
  await page.evaluate(() => dispatchEvent(new Event('give-up')));
  const body = await page.waitForSelector('body[data-reason]');
  expect(await body?.evaluate((element) => element.dataset['reason'])).toBe('enough');
  await expectTold('ceremony-aborted');
  await expectQuiet();
  await expectSignInWorks(wardkey, page);
});

test('the page moves on while the key waits for a touch: the key is told', async () => {
  await startTouching();
  await page.goto('https://portal.nhs.net/');
  await expectTold('page-gone');
  await expectQuiet();
  await expectSignInWorks(wardkey, page);
});

test('the tab is closed while the key waits for a touch: the key is told', async () => {
  // Later, the sign-in window would be where the browser opens it.
  const next = await wardkey.browser.newPage();
  await startTouching();
  await page.close();
  page = next;
  await expectTold('page-gone');
  await expectQuiet();
  await expectSignInWorks(wardkey, page);
});

test(
  'without a bridge, the choice is refused and the page has the browser’s own way',
  async () => {
    await using bare = await EitherBrowser.launch('firefox', { bridge: false });
    const there = await bare.browser.newPage();
    await there.goto(BLANK);
    await functionsOf(there);
    const popup = await bare.openPopup(there);
    const choose = await popup.waitForSelector('[data-action=sign-in]');
    await choose?.click();
    await popup.waitForSelector('.explanation[data-code=bridge-missing]');
    expect(await popup.$('[data-action=leave]')).toBeNull();
    await hasItsOwn(there);
    expect(await askForAnother(there)).toBe('SecurityError');

    const checkUp = await bare.openPage('extension/pages/check-up/check-up.html');
    await checkUp.waitForSelector('[data-action=start]');
    await checkUp.click('input[name=wanted][value=key]');
    await checkUp.click('[data-action=start]');
    await checkUp.waitForSelector('[data-cause=program-missing]');
  },
  START_MS,
);
