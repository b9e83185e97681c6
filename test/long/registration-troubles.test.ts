import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ErrorCode, launch, type Page, touchAwaited, type Wardkey } from 'wardkey/testing';
import { PIN, register } from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

// The troubles of a sign-in that test/e2e/bad-days knows, in a registration.

const LAUNCH_MS = 60_000;

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  wardkey.key.presence.mode = 'wait';
  page = await wardkey.browser.newPage();
}, LAUNCH_MS);
afterAll(() => wardkey?.close());

/** A page that asks for a registration, and takes that back at the event `give-up`. */
async function startAsking(): Promise<Page> {
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  await page.evaluate(() => {
    const abort = new AbortController();
    addEventListener('give-up', () => abort.abort());
    const publicKey = {
      challenge: new Uint8Array(32),
      rp: { name: 'Somebody' },
      user: { id: Uint8Array.of(1), name: 'somebody', displayName: 'Somebody' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 } as const],
      authenticatorSelection: { userVerification: 'required' as const },
    };
    navigator.credentials.create({ publicKey, signal: abort.signal }).catch((thrown) => {
      document.body.dataset['error'] = thrown instanceof DOMException ? thrown.name : '';
    });
  });
  return wardkey.signInWindow();
}

const giveUp = () => page.evaluate(() => dispatchEvent(new Event('give-up')));

async function expectEnd(window: Page, code: ErrorCode, error: string): Promise<void> {
  const body = await page.waitForSelector('body[data-error]');
  expect(await body?.evaluate((element) => element.dataset['error'])).toBe(error);
  await expectTold(window, code);
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
}

let accounts = 0;

/** The next attempt. */
function expectRegistrationWorks(): Promise<void> {
  accounts += 1;
  return register(wardkey, page, `person-${accounts}@nhs.net`);
}

const AT_TOUCH: readonly (readonly [string, () => Promise<unknown>, ErrorCode, string])[] = [
  ['the page aborts', giveUp, 'ceremony-aborted', 'AbortError'],
  ['the person says no', () => wardkey.deny(), 'touch-denied', 'NotAllowedError'],
  ['the key is taken out', () => wardkey.unplug(), 'device-removed', 'NotAllowedError'],
  ['the bridge is killed', () => wardkey.bridge.kill(), 'bridge-stopped', 'NotAllowedError'],
  ['the worker is ended', () => wardkey.stopWorker(), 'bridge-stopped', 'NotAllowedError'],
];

test.each(AT_TOUCH)('%s while a touch is awaited', async (_, act, code, error) => {
  const window = await startAsking();
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  await act();
  await expectEnd(window, code, error);
  await wardkey.unplug();
  await wardkey.plug();
  await expectRegistrationWorks();
});

const AT_PIN = AT_TOUCH.filter(([, , code]) => code !== 'touch-denied');

test.each(AT_PIN)('%s while the PIN is asked for: no try is spent', async (_, act, code, error) => {
  const window = await startAsking();
  const field = await window.waitForSelector('#pin:enabled');
  await field?.type(PIN);
  await act();
  await expectEnd(window, code, error);
  expect(wardkey.key.pinTriesLeft).toBe(8);
  await wardkey.unplug();
  await wardkey.plug();
  await expectRegistrationWorks();
});

test.each([
  ['is closed', () => page.close()],
  ['moves on', () => page.goto('https://portal.nhs.net/')],
])('the tab %s while a touch is awaited', async (_, go) => {
  const window = await startAsking();
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  await go();
  await expectTold(window, 'page-gone');
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  if (page.isClosed()) page = await wardkey.browser.newPage();
  await expectRegistrationWorks();
});
