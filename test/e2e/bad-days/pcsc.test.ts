import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type ErrorCode,
  FidoApplet,
  InterruptedCard,
  launch,
  OtherProgram,
  outcomeOf,
  type Page,
  type PrivatePcscd,
  touchAwaited,
  type VirtualReader,
  type Wardkey,
} from 'wardkey/testing';
import { expectPullTold } from './card-pulled.ts';
import { expectSignInWorks, PIN, pinsSent, register, startSignIn } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

// The installed bridge, started by the browser, over real PC/SC. Every single APDU and every moment
// of these troubles is tried in test/pcsc; here is what a person sees of them.

const NOT_ALLOWED = { state: 'failed', error: 'NotAllowedError' };
const PIN_TRIES = 8;

let wardkey: Wardkey;
let page: Page;
let reader: VirtualReader;
let pcscd: PrivatePcscd;
let card: InterruptedCard;

beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', plugged: false, key: { pin: PIN } });
  if (!wardkey.reader || !wardkey.pcscd) throw new Error('no reader');
  reader = wardkey.reader;
  pcscd = wardkey.pcscd;
  card = new InterruptedCard(new FidoApplet(wardkey.key));
  reader.insert(card);
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
beforeEach(async () => {
  wardkey.key.presence.mode = 'auto';
  card.arm(0);
  await wardkey.noSignInWindow();
});
afterAll(() => wardkey?.close());

/** The ceremony ends for the page and for the person, and no PIN try was lost. */
async function expectEnd(code: ErrorCode): Promise<Page> {
  expect(await outcomeOf(page)).toEqual(NOT_ALLOWED);
  const window = await wardkey.signInWindow();
  await expectTold(window, code);
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(wardkey.key.pinTriesLeft).toBe(PIN_TRIES);
  return window;
}

async function askedForTouch(): Promise<void> {
  wardkey.key.presence.mode = 'wait';
  await startSignIn(wardkey, page);
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
}

// Every other APDU, and a key without a PIN, are tried in test/long.
test.each([1, 3])('the card is pulled at APDU %i of a sign-in', async (nth) => {
  const stage = { wardkey, page, reader, key: wardkey.key, card };
  expect(await expectPullTold(stage, { kind: 'get', pin: PIN }, nth)).toBe(true);
});

test('the reader is unplugged while a touch is awaited', async () => {
  await askedForTouch();
  await reader.unplug();
  await expectEnd('device-removed');
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  await reader.plug();
  wardkey.key.presence.mode = 'auto';
  await expectSignInWorks(wardkey, page);
});

test('the reader is unplugged while the PIN is asked for: none is sent', async () => {
  const sent = pinsSent(wardkey.key);
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('#pin:enabled'))?.type(PIN);
  await reader.unplug();
  await expectEnd('device-removed');
  expect(pinsSent(wardkey.key)).toBe(sent);
  await reader.plug();
  await expectSignInWorks(wardkey, page);
});

test('pcscd is restarted while a touch is awaited', async () => {
  await askedForTouch();
  await pcscd.restart();
  await expectEnd('pcsc-service-stopped');
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  wardkey.key.presence.mode = 'auto';
  await expectSignInWorks(wardkey, page);
});

test('pcscd does not run: a person is told so while Wardkey waits, and goes on when it does', async () => {
  await pcscd.kill();
  await startSignIn(wardkey, page);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=device-wait] [data-code=pcsc-service-stopped]');
  await pcscd.resume();
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('another program holds the card: a person is told that it is busy, and later it works', async () => {
  const other = await OtherProgram.start('Wardkey Test Reader 00 00', pcscd.env);
  await other.act('begin');
  await startSignIn(wardkey, page);
  await expectEnd('device-busy');
  await other.act('end');
  await other.stop();
  await expectSignInWorks(wardkey, page);
});

// The last: with another account on the key, every sign-in after it would ask which one is meant.
test('the card is pulled at APDU 4 of a registration', async () => {
  const stage = { wardkey, page, reader, key: wardkey.key, card };
  expect(await expectPullTold(stage, { kind: 'create', pin: PIN }, 4)).toBe(true);
});
