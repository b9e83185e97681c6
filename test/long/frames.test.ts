import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Frame,
  launch,
  outcomeOf,
  type Page,
  VirtualKey,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from '../e2e/bad-days/portal-visit.ts';
import { watchRequests } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

const FIDO = 'https://login.microsoft.com/common/fido';
const GET = `${FIDO}/get`;
const CREATE = `${FIDO}/create`;
const MAY_GET = 'publickey-credentials-get';
const MAY_CREATE = 'publickey-credentials-create';
const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };
const VERIFIED = { state: 'verified', error: '' };

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

/** The client data that a page is about to hand to the portal. */
async function clientDataSent(kind: 'create' | 'get'): Promise<object> {
  const request = await page.waitForRequest((sent) => sent.url().endsWith(`/${kind}/verify`));
  const { response } = JSON.parse((await request.fetchPostData()) ?? '');
  return JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString());
}

test('a frame with permission signs in, and the portal sees which page was around it', async () => {
  const before = wardkey.portal.verified.authentications.length;
  const sent = clientDataSent('get');
  const frame = await signInInFrame({ src: GET, allow: MAY_GET, button: '#idSIButton9' });
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(frame)).toEqual(VERIFIED);
  expect(wardkey.portal.verified.authentications.length).toBe(before + 1);
  expect(await sent).toEqual({
    type: 'webauthn.get',
    challenge: expect.stringMatching(/^[\w-]{20,}$/),
    origin: 'https://login.microsoft.com',
    crossOrigin: true,
    topOrigin: 'https://portal.nhs.net',
  });
});

test('a frame with permission registers a key, and the portal sees which page was around it', async () => {
  const before = wardkey.portal.verified.registrations.length;
  const fresh = new VirtualKey({ pin: PIN });
  await wardkey.unplug();
  await wardkey.plug(fresh);
  const sent = clientDataSent('create');
  const frame = await signInInFrame({ src: CREATE, allow: MAY_CREATE, button: '#idSIButton9' });
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(frame)).toEqual(VERIFIED);
  expect(wardkey.portal.verified.registrations.length).toBe(before + 1);
  expect(await sent).toEqual({
    type: 'webauthn.create',
    challenge: expect.stringMatching(/^[\w-]{20,}$/),
    origin: 'https://login.microsoft.com',
    crossOrigin: true,
    topOrigin: 'https://portal.nhs.net',
  });
  await wardkey.unplug(fresh);
  await wardkey.plug();
  await expectSignInWorks(wardkey, page);
});

test('a frame of the page’s own website needs no permission, and names no page around it', async () => {
  const sent = clientDataSent('get');
  const around = 'https://login.microsoft.com';
  const frame = await signInInFrame({ src: GET, allow: '', button: '#idSIButton9' }, around);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(frame)).toEqual(VERIFIED);
  expect(await sent).toMatchObject({ origin: around, crossOrigin: false });
  expect(await sent).not.toHaveProperty('topOrigin');
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

test('a frame without permission: the browser refuses, and asks nobody', async () => {
  const commands = wardkey.key.commandLog.length;
  const requests = await watchRequests(wardkey);
  for (const [src, allow] of [
    [CREATE, ''],
    [CREATE, MAY_GET],
    [GET, ''],
    [GET, MAY_CREATE],
  ] as const) {
    const frame = await signInInFrame({ src, allow, button: '#idSIButton9' });
    expect(await outcomeOf(frame)).toEqual(NOT_ALLOWED);
  }
  expect(await requests()).toEqual([]);
  expect(wardkey.key.commandLog.length).toBe(commands);
  // To Wardkey nothing has happened: the sign-in still waits for its page, and can be left.
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-action=leave]');
  expect(await popup.$('[data-code]')).toBeNull();
  await popup.close();
  await expectSignInWorks(wardkey, page);
});

test('a frame of a website that is not listed is refused inside a page that is', async () => {
  const commands = wardkey.key.commandLog.length;
  for (const [kind, allow] of [
    ['create', MAY_CREATE],
    ['get', MAY_GET],
  ] as const) {
    const src = `https://www.example.org/wrong-rp?rpId=www.example.org&kind=${kind}`;
    const frame = await signInInFrame({ src, allow, button: '#start' });
    expect(await outcomeOf(frame)).toEqual(NOT_ALLOWED);
    const popup = await wardkey.openPopup();
    await expectTold(popup, 'origin-not-allowed');
    await popup.close();
  }
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
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await expectSignInWorks(wardkey, page);
});
