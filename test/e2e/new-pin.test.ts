import { expect, test } from 'vitest';
import { explain, launch, outcomeOf, type Page, VirtualKey, type Wardkey } from 'wardkey/testing';

const CREATE = 'https://login.microsoft.com/common/fido/create?login_hint=sam.jones@nhs.net';
const GET = 'https://login.microsoft.com/common/fido/get';
const OLD = '2468';
const NEW = '735194';
/** CTAP 2.1 §6.5.5: setPIN of authenticatorClientPIN. */
const SET_PIN = 0x03;

let wardkey: Wardkey;
let page: Page;

async function begin(key: Parameters<typeof launch>[0]): Promise<void> {
  wardkey = await launch(key);
  page = await wardkey.browser.newPage();
}

async function start(address: string): Promise<Page> {
  await page.goto(address);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  return wardkey.signInWindow();
}

const shown = (window: Page, selector: string) =>
  window.$eval(selector, (part) => part.textContent ?? '');

test('a key that wants a new PIN gets it in the middle of a registration', async () => {
  await begin({ key: { pin: OLD, forcePinChange: true, minPinLength: 4 } });
  await using _ = wardkey;
  wardkey.key.presence.mode = 'wait';
  const window = await start(CREATE);
  await window.waitForSelector('[data-stage=new-pin]');
  expect(await shown(window, '#pin-tries')).toBe('Tries left: 8');

  await wardkey.chooseNewPin(NEW, { current: '1357' });
  await window.waitForFunction(
    () => document.querySelector('#pin-tries')?.textContent === 'Tries left: 7',
  );
  expect(await shown(window, '[role=alert]')).toContain('That PIN is wrong.');

  await wardkey.chooseNewPin(NEW, { current: OLD });
  await window.waitForSelector('[data-stage=touch]');
  expect(await shown(window, '.pin-set')).toContain('has its new PIN');
  await wardkey.touch();
  await page.waitForSelector('#added');
  expect(wardkey.key.pinTriesLeft).toBe(8);

  await start(GET);
  await wardkey.enterPin(NEW);
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('a found key without a PIN: nobody chooses one to sign in with', async () => {
  await begin({ key: { pin: OLD } });
  await using _ = wardkey;
  await start(CREATE);
  await wardkey.enterPin(OLD);
  await page.waitForSelector('#added');
  const found = new VirtualKey();
  await wardkey.unplug();
  await wardkey.plug(found);

  const window = await start(GET);
  const told = await window.waitForSelector('[data-code="pin-not-set"]');
  expect(await told?.evaluate((part) => part.textContent)).toContain(
    explain('en', 'pin-not-set').says,
  );
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  expect(found.commandLog.filter(({ subCommand }) => subCommand === SET_PIN)).toEqual([]);
  expect(found.pinIsSet).toBe(false);
});

test('a key without a PIN gets its first one, and then registers and signs in', async () => {
  await begin({ key: {} });
  await using _ = wardkey;
  const window = await start(CREATE);
  await window.waitForSelector('[data-stage=new-pin]');
  expect(await window.$('#current-pin')).toBeNull();
  await wardkey.chooseNewPin(NEW);
  await page.waitForSelector('#added');
  expect(wardkey.key.pinIsSet).toBe(true);

  await start(GET);
  await wardkey.enterPin(NEW);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});
