import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, VirtualKey, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, pinsSent, register } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectPinTrouble, expectTold } from './told.ts';

// What differs in a registration from a sign-in; every other trouble of one is tried in test/long.

const ACCOUNT = 'sam.jones@nhs.net';
const WRONG = '1357';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page, ACCOUNT);
});
beforeEach(() => wardkey.noSignInWindow());
afterAll(() => wardkey?.close());

async function startRegistration(account: string): Promise<Page> {
  await page.goto(`https://login.microsoft.com/common/fido/create?login_hint=${account}`);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  return wardkey.signInWindow();
}

test('a key that the account knows already: the page is told, and nothing is made', async () => {
  const made = wardkey.portal.verified.registrations.length;
  const window = await startRegistration(ACCOUNT);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'InvalidStateError' });
  await expectTold(window, 'credential-excluded');
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(wardkey.portal.verified.registrations.length).toBe(made);
  await expectSignInWorks(wardkey, page);
});

test('a wrong PIN spends one try, and the right one then registers the key', async () => {
  const key = new VirtualKey({ pin: PIN });
  await wardkey.unplug();
  await wardkey.plug(key);
  const window = await startRegistration(ACCOUNT);
  await wardkey.enterPin(WRONG);
  await expectPinTrouble(window, 'pin-wrong');
  expect([pinsSent(key), key.pinTriesLeft]).toEqual([1, 7]);
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#added');
  expect([pinsSent(key), key.pinTriesLeft]).toEqual([2, 8]);
  await wardkey.unplug(key);
  await wardkey.plug();
});
