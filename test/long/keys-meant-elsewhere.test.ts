import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import {
  expectSignInWorks,
  PIN,
  pinsSent,
  register,
  startSignIn,
} from '../e2e/bad-days/portal-visit.ts';

/** How long the PIN field is promised to stay shut; written here anew, so that the promise is what is tested. */
const GUARD_MS = 700;

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const fieldOf = (window: Page) =>
  window.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('#pin');
    return { value: field?.value, disabled: field?.disabled };
  });

test('a stream of digits and Enter that was meant for the page spends no try', async () => {
  const sentBefore = pinsSent(wardkey.key);
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  const end = performance.now() + 2 * GUARD_MS;
  let strokes = 0;
  while (performance.now() < end) {
    await window.keyboard.type('1357');
    await window.keyboard.press('Enter');
    strokes += 5;
    expect((await fieldOf(window)).value ?? '').toBe('');
  }
  expect(strokes).toBeGreaterThan(20);
  expect(await fieldOf(window)).toEqual({ value: '', disabled: true });

  await window.waitForSelector('#pin:enabled');
  await window.keyboard.press('Enter');
  await pause(100);
  expect(await fieldOf(window)).toEqual({ value: '', disabled: false });
  expect(pinsSent(wardkey.key)).toBe(sentBefore);
  expect(wardkey.key.pinTriesLeft).toBe(8);

  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(pinsSent(wardkey.key)).toBe(sentBefore + 1);
});

test('after a cancel, a page’s own repeat opens no window and reaches no key', async () => {
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  await page.evaluate(() => {
    const ask = async (): Promise<void> => {
      document.body.dataset['asked'] = String(Number(document.body.dataset['asked'] ?? '0') + 1);
      try {
        await navigator.credentials.get({
          publicKey: { challenge: new Uint8Array(32), userVerification: 'required' },
        });
      } catch (thrown) {
        const name = thrown instanceof DOMException ? thrown.name : '';
        document.body.dataset['errors'] = `${document.body.dataset['errors'] ?? ''} ${name}`;
        if (Number(document.body.dataset['asked']) < 50) await ask();
      }
    };
    ask();
  });
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  const commands = wardkey.key.commandLog.length;
  await window.click('[data-action=cancel]');
  await page.waitForFunction(() => Number(document.body.dataset['asked']) > 1);
  await pause(1_500);
  const errors = await page.$eval('body', (body) => body.dataset['errors'] ?? '');
  // A repeat that overtakes the detaching is ended by the browser, as aborted; the next one is its own.
  expect(errors.trim()).toMatch(/^NotAllowedError( AbortError)?$/);
  expect(wardkey.key.commandLog.length).toBe(commands);
  const addresses = wardkey.browser.targets().map((target) => target.url());
  expect(addresses.filter((address) => address.includes('sign-in.html'))).toEqual([]);
  const worker = await wardkey.worker();
  expect(await worker.evaluate(() => chrome.action.getBadgeText({}))).toBe('');

  await expectSignInWorks(wardkey, page);
});
