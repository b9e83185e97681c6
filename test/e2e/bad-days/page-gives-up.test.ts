import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, type Page, touchAwaited, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, pinsSent, register } from './portal-visit.ts';
import { expectTold } from './told.ts';

const GET_ASSERTION = 0x02;
/** CTAP 2.1 §8.2, CTAP2_ERR_KEEPALIVE_CANCEL. */
const KEEPALIVE_CANCEL = 0x2d;
/** How long the key may go on blinking for nobody, in milliseconds. */

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
  wardkey.key.presence.mode = 'wait';
});
afterAll(() => wardkey?.close());

/** Every bad day ends in a sign-in that works. */
afterEach(() => expectSignInWorks(wardkey, page));

/** A page that asks for the key, and takes that back at the event `give-up`. */
async function startAsking(): Promise<void> {
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  await page.evaluate(() => {
    const abort = new AbortController();
    addEventListener('give-up', () => abort.abort());
    const publicKey = {
      challenge: new Uint8Array(32),
      userVerification: 'required',
    } as const;
    navigator.credentials.get({ publicKey, signal: abort.signal }).catch((thrown) => {
      document.body.dataset['error'] = thrown instanceof DOMException ? thrown.name : '';
    });
  });
}

async function giveUp(): Promise<string | undefined> {
  await page.evaluate(() => dispatchEvent(new Event('give-up')));
  const body = await page.waitForSelector('body[data-error]');
  return body?.evaluate((element) => element.dataset['error']);
}

const expectQuiet = () =>
  expect
    .poll(() => ({ ...wardkey.key.commandLog.at(-1), awaited: wardkey.key.presence.awaited }))
    .toMatchObject({ command: GET_ASSERTION, status: KEEPALIVE_CANCEL, awaited: false });

async function askForTouch(): Promise<Page> {
  await startAsking();
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  return window;
}

test('the page aborts while the PIN is asked for: no try is spent', async () => {
  const sentBefore = pinsSent(wardkey.key);
  await startAsking();
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  await window.type('#pin', '13');
  expect(await giveUp()).toBe('AbortError');
  await expectTold(window, 'ceremony-aborted');
  expect(await window.$('#pin')).toBeNull();
  expect(pinsSent(wardkey.key)).toBe(sentBefore);
  expect(wardkey.key.pinTriesLeft).toBe(8);
});

test('the page aborts while the key waits for a touch: the key is told', async () => {
  const window = await askForTouch();
  expect(await giveUp()).toBe('AbortError');
  await expectTold(window, 'ceremony-aborted');
  await expectQuiet();
});

test('the page moves on while the key waits for a touch', async () => {
  const window = await askForTouch();
  await page.goto('https://portal.nhs.net/');
  await expectTold(window, 'page-gone');
  await expectQuiet();
});

test('the tab is closed while the key waits for a touch', async () => {
  const window = await askForTouch();
  await page.close();
  await expectTold(window, 'page-gone');
  await expectQuiet();
  page = await wardkey.browser.newPage();
});

test('the tab is closed while the PIN is asked for', async () => {
  const sentBefore = pinsSent(wardkey.key);
  await startAsking();
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  await page.close();
  await expectTold(window, 'page-gone');
  expect(pinsSent(wardkey.key)).toBe(sentBefore);
  page = await wardkey.browser.newPage();
});
