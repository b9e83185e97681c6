import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Frame, launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';
import { expectTold } from './told.ts';

const GET = 'https://login.microsoft.com/common/fido/get';
const MAY_GET = 'publickey-credentials-get';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

/** Opens the portal's page around a frame, chooses Wardkey for it, and presses the frame's button. */
async function signInInFrame(
  frame: { readonly src: string; readonly allow: string; readonly button: string },
  top = 'https://portal.nhs.net',
): Promise<Frame> {
  const address = new URL('/frame', top);
  address.searchParams.set('src', frame.src);
  address.searchParams.set('allow', frame.allow);
  await page.goto(address.href);
  await wardkey.chooseSignIn(page);
  const inner = await (await page.waitForSelector('#frame'))?.contentFrame();
  if (!inner) throw new Error('the page has no frame');
  await (await inner.waitForSelector(frame.button))?.click();
  return inner;
}

test('a frame with permission signs in, and the portal sees which page was around it', async () => {
  const before = wardkey.portal.verified.authentications.length;
  const frame = await signInInFrame({ src: GET, allow: MAY_GET, button: '#idSIButton9' });
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(frame)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.portal.verified.authentications.length).toBe(before + 1);
});

test('the portal refuses a frame in a page that it does not know', async () => {
  const { refusals } = wardkey.portal.verified;
  const around = 'https://mysignins.microsoft.com';
  const frame = await signInInFrame({ src: GET, allow: MAY_GET, button: '#idSIButton9' }, around);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(frame)).toEqual({ state: 'refused', error: '' });
  expect(refusals.at(-1)).toContain(around);
  await expectSignInWorks(wardkey, page);
});

test('a frame without permission is refused by the browser, and nothing reaches the key', async () => {
  const commands = wardkey.key.commandLog.length;
  const frame = await signInInFrame({ src: GET, allow: '', button: '#idSIButton9' });
  expect(await outcomeOf(frame)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  expect(wardkey.key.commandLog.length).toBe(commands);
  await expectSignInWorks(wardkey, page);
});

test('a frame of a website that is not listed is refused inside a page that is', async () => {
  const commands = wardkey.key.commandLog.length;
  const src = 'https://www.example.org/wrong-rp?rpId=www.example.org';
  const frame = await signInInFrame({ src, allow: MAY_GET, button: '#start' });
  expect(await outcomeOf(frame)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await expectTold(await wardkey.openPopup(), 'origin-not-allowed');
  expect(wardkey.key.commandLog.length).toBe(commands);
  await expectSignInWorks(wardkey, page);
});

test('a frame that moves on ends its ceremony at the key', async () => {
  wardkey.key.presence.mode = 'wait';
  const frame = await signInInFrame({ src: GET, allow: MAY_GET, button: '#idSIButton9' });
  const window = await wardkey.signInWindow();
  await wardkey.enterPin(PIN);
  await window.waitForSelector('[data-stage=touch]');
  await frame.goto('https://www.example.org/blank');
  await expectTold(window, 'page-gone');
  await expect.poll(() => wardkey.key.presence.awaited, { timeout: 2_000 }).toBe(false);
  await expectSignInWorks(wardkey, page);
});
