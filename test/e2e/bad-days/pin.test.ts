import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch, outcomeOf, type Page, VirtualKey, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, pinsSent, register, startSignIn } from './portal-visit.ts';
import { expectPinTrouble, expectTold } from './told.ts';

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };
const WRONG = '1357';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

let sentBefore: number;
beforeEach(() => {
  sentBefore = pinsSent(wardkey.key);
});
const sent = () => pinsSent(wardkey.key) - sentBefore;

/** Runs with another key in place of the one that is registered. */
async function withKey(key: VirtualKey, run: () => Promise<void>): Promise<void> {
  await wardkey.unplug();
  await wardkey.plug(key);
  await run();
  await wardkey.unplug(key);
  await wardkey.plug();
}

const triesShown = (window: Page, tries: number) =>
  window.waitForFunction(
    (count) => document.querySelector('#pin-tries')?.textContent === `Tries left: ${count}`,
    { timeout: 5_000 },
    tries,
  );

test('a wrong PIN spends one try, tells how many are left, and the right one then works', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(WRONG);
  await expectPinTrouble(window, 'pin-wrong');
  await triesShown(window, 7);
  expect(wardkey.key.pinTriesLeft).toBe(7);
  expect(sent()).toBe(1);
  expect(await window.$eval('#pin', (field) => (field as HTMLInputElement).value)).toBe('');

  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(sent()).toBe(2);
  expect(wardkey.key.pinTriesLeft).toBe(8);
});

test('a PIN below the least length is not sent', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await wardkey.enterPin('246');
  await expectPinTrouble(window, 'pin-too-short', { minLength: 4 });
  expect(sent()).toBe(0);

  await window.$eval('#pin', (field) => (field as HTMLInputElement).select());
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(sent()).toBe(1);
});

test('three wrong PINs in a row: the key takes no more until it is put in again', async () => {
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  for (const left of [7, 6]) {
    await wardkey.enterPin(WRONG);
    await triesShown(window, left);
  }
  await wardkey.enterPin(WRONG);
  await expectTold(window, 'pin-replug');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  expect(wardkey.key.pinTriesLeft).toBe(5);
  expect(sent()).toBe(3);

  await startSignIn(wardkey, page);
  await expectTold(await wardkey.signInWindow(), 'pin-replug');
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  expect(sent()).toBe(3);

  await wardkey.unplug();
  await wardkey.plug();
  await expectSignInWorks(wardkey, page);
  expect(wardkey.key.pinTriesLeft).toBe(8);
});

test('the last try is spent only after an explicit yes, and a wrong one locks the key', async () => {
  const key = new VirtualKey({ pin: PIN, pinTriesLeft: 1 });
  await withKey(key, async () => {
    await startSignIn(wardkey, page);
    const window = await wardkey.signInWindow();
    await wardkey.enterPin(WRONG);
    await expectPinTrouble(window, 'pin-last-try-unconfirmed');
    expect(pinsSent(key)).toBe(0);
    expect(key.pinTriesLeft).toBe(1);

    await window.click('#last-try');
    await window.focus('#pin');
    await window.keyboard.press('Enter');
    await expectTold(window, 'pin-blocked');
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    expect(pinsSent(key)).toBe(1);
    expect(key.pinTriesLeft).toBe(0);

    await startSignIn(wardkey, page);
    await expectTold(await wardkey.signInWindow(), 'pin-blocked');
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    expect(pinsSent(key)).toBe(1);
  });
  await expectSignInWorks(wardkey, page);
});

test('the last try with the right PIN works, and gives all tries back', async () => {
  const key = new VirtualKey({ pin: PIN, pinTriesLeft: 1 });
  await withKey(key, async () => {
    await page.goto('https://login.microsoft.com/common/fido/create?login_hint=last.try@nhs.net');
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    const window = await wardkey.signInWindow();
    await (await window.waitForSelector('#last-try'))?.click();
    await wardkey.enterPin(PIN);
    await page.waitForSelector('#added');
    expect(pinsSent(key)).toBe(1);
    expect(key.pinTriesLeft).toBe(8);
  });
});

test('a key without a PIN is offered none at a sign-in, and another one then works', async () => {
  const key = new VirtualKey();
  await withKey(key, async () => {
    await startSignIn(wardkey, page);
    const window = await wardkey.signInWindow();
    await expectTold(window, 'pin-not-set');
    expect(await window.$('[data-stage=new-pin]')).toBeNull();
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    expect(key.pinIsSet).toBe(false);
  });
  await expectSignInWorks(wardkey, page);
});

test('a key without a PIN can stay so at a registration, and another one then works', async () => {
  const key = new VirtualKey();
  await withKey(key, async () => {
    await page.goto('https://login.microsoft.com/common/fido/create?login_hint=no.pin@nhs.net');
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    const window = await wardkey.signInWindow();
    await window.waitForSelector('[data-stage=new-pin]');
    await window.click('[data-action=cancel]');
    expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
    expect(key.pinIsSet).toBe(false);
  });
  await expectSignInWorks(wardkey, page);
});
