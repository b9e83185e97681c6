import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type EitherBrowser,
  type ErrorCode,
  getCredential,
  outcomeOf,
  type Page,
  touchAwaited,
  VirtualKey,
} from 'wardkey/testing';
import { expectTold } from '../e2e/bad-days/told.ts';
import {
  BLANK,
  expectSignInWorks,
  firefoxWithAccount,
  functionsOf,
  GET,
  hasItsOwn,
  PIN,
  START_MS,
} from './firefox-visit.ts';

// Worse days of a sign-in through Wardkey in Firefox: what ends the bridge, Wardkey's own background
// or the key, pages that ask for what is not theirs, frames, and a second tab. After each of them the
// next sign-in works.

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };
const VERIFIED = { state: 'verified', error: '' };
const WRONG = '9999';

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  [wardkey, page] = await firefoxWithAccount();
}, START_MS);
afterAll(() => wardkey?.close());
afterEach(() => expectSignInWorks(wardkey, page));

/** Opens the page that asks for the key, notes its functions, chooses Wardkey, and presses its button. */
async function ask(): Promise<void> {
  await page.goto(GET);
  await functionsOf(page);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
}

/** The page gets an exception and its functions back, and the person hears why. */
async function expectEnded(code: ErrorCode): Promise<void> {
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  const window = await wardkey.signInWindow();
  await expectTold(window, code);
  await hasItsOwn(page);
  await window.close();
  await wardkey.noSignInWindow();
}

async function askUpToTheTouch(): Promise<void> {
  wardkey.key.presence.mode = 'wait';
  await ask();
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
}

test('the bridge is killed while the PIN is asked for: no try is spent', async () => {
  await ask();
  await (await wardkey.signInWindow()).waitForSelector('#pin:enabled');
  await wardkey.bridge.kill();
  await expectEnded('bridge-stopped');
  expect(wardkey.key.pinTriesLeft).toBe(8);
});

test('the bridge is killed while a touch is awaited: the key stops waiting', async () => {
  await askUpToTheTouch();
  await wardkey.bridge.kill();
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await expectEnded('bridge-stopped');
});

// Firefox ends the line to it, and does not tell why.
test('the bridge sends nonsense while the page waits', async () => {
  await page.goto('about:blank');
  await wardkey.bridge.misbehave('garbage-later');
  await wardkey.bridge.kill();
  await ask();
  await expectEnded('bridge-stopped');
  await wardkey.bridge.install();
});

test.each([
  ['protocol-refused', 'bridge-version'],
  ['no-ceremonies', 'bridge-version'],
] as const)('a bridge that does not fit (%s): the choice is refused', async (how, code) => {
  await page.goto('about:blank');
  await wardkey.bridge.misbehave(how);
  if ((await wardkey.bridge.running()).length > 0) await wardkey.bridge.kill();
  await page.goto(GET);
  await functionsOf(page);
  const popup = await wardkey.openPopup(page);
  await (await popup.waitForSelector('[data-action=sign-in]'))?.click();
  await expectTold(popup, code);
  expect(await popup.$('[data-action=leave]')).toBeNull();
  await hasItsOwn(page);
  await wardkey.bridge.install();
  await popup.locator('[data-action=retry]').click();
  await popup.waitForSelector('main:not(:has([data-code]))');
  await popup.close();
});

test('the event page is ended while the PIN is asked for: no try is spent', async () => {
  await ask();
  await (await wardkey.signInWindow()).waitForSelector('#pin:enabled');
  await wardkey.inside.endBackground();
  await expectEnded('bridge-stopped');
  expect(wardkey.key.pinTriesLeft).toBe(8);
});

test('the event page is ended while a touch is awaited: the key stops waiting', async () => {
  await askUpToTheTouch();
  await wardkey.inside.endBackground();
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await expectEnded('bridge-stopped');
});

test('the event page is ended between the choice and the key step: the sign-in goes on', async () => {
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  await wardkey.inside.endBackground();
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual(VERIFIED);
  await wardkey.noSignInWindow();
});

test('three wrong PINs in a row: the key takes no more until it is put in again', async () => {
  await ask();
  const window = await wardkey.signInWindow();
  for (const left of [7, 6]) {
    await wardkey.enterPin(WRONG);
    await window.waitForFunction(
      (count) => document.querySelector('#pin-tries')?.textContent === `Tries left: ${count}`,
      {},
      left,
    );
  }
  await wardkey.enterPin(WRONG);
  await expectEnded('pin-replug');
  expect(wardkey.key.pinTriesLeft).toBe(5);
  await wardkey.unplug();
  await wardkey.plug();
});

test('a key whose PIN is locked is not asked, and says so', async () => {
  const locked = new VirtualKey({ pin: PIN, pinTriesLeft: 0 });
  await wardkey.unplug();
  await wardkey.plug(locked);
  await ask();
  await expectEnded('pin-blocked');
  await wardkey.unplug(locked);
  await wardkey.plug();
});

test('a key that is pulled while it waits for a touch ends the sign-in', async () => {
  await askUpToTheTouch();
  await wardkey.unplug();
  await expectEnded('device-removed');
  await wardkey.plug();
});

test('an RP ID that does not belong to the page reaches no key', async () => {
  const commands = wardkey.key.commandLog.length;
  for (const rpId of ['nhs.uk', 'login.microsoftonline.com', 'com', 'sub.login.microsoft.com']) {
    await page.goto(`https://login.microsoft.com/wrong-rp?rpId=${rpId}`);
    await wardkey.chooseSignIn(page);
    await page.click('#start');
    expect(await outcomeOf(page), rpId).toEqual({ state: 'failed', error: 'SecurityError' });
    const window = await wardkey.signInWindow();
    await expectTold(window, 'rp-id-mismatch');
    await window.close();
    await wardkey.noSignInWindow();
  }
  expect(wardkey.key.commandLog.slice(commands).map(({ command }) => command)).not.toContain(0x02);
});

test('a second tab and a frame of the chosen website are answered by the browser’s own key', async () => {
  await wardkey.plugIntoBrowser(page);
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const other = await wardkey.browser.newPage();
  await other.goto(BLANK);
  const made = await other.evaluate(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: new Uint8Array(32),
        rp: { name: 'Blank' },
        user: { id: new Uint8Array([7]), name: 'sam', displayName: 'Sam' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required' },
      },
    });
    return credential?.type;
  });
  expect(made).toBe('public-key');
  await other.close();
  await page.bringToFront();
  const asked = getCredential(page);
  await wardkey.enterPin(PIN);
  expect(await asked).toBe('public-key');
  await wardkey.noSignInWindow();

  const commands = wardkey.key.commandLog.length;
  for (const [allow, answer] of [
    ['publickey-credentials-get', 'public-key'],
    ['', 'NotAllowedError'],
  ] as const) {
    const address = new URL('https://portal.nhs.net/frame');
    address.searchParams.set('src', BLANK);
    address.searchParams.set('allow', allow);
    await page.goto(address.href);
    await wardkey.chooseSignIn(page);
    const frame = await (await page.waitForSelector('#frame'))?.contentFrame();
    if (!frame) throw new Error('the page has no frame');
    await frame.waitForSelector('h1');
    expect(await getCredential(frame), allow).toBe(answer);
  }
  expect(wardkey.key.commandLog.slice(commands).map(({ command }) => command)).not.toContain(0x02);
});
