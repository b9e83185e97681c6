import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  getCredential,
  launch,
  outcomeOf,
  type Page,
  touchAwaited,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register, startSignIn } from '../e2e/bad-days/portal-visit.ts';
import { isBrowsersOwn } from '../e2e/bad-days/proxy-state.ts';
import { expectTold } from '../e2e/bad-days/told.ts';

const SIGN_IN_MS = 180_000;
const TEN_MINUTES_MS = 600_000;

let wardkey: Wardkey;
let page: Page;
/** A tab of the extension that stands by, to look at the browser's alarms and to set them off. */
let observer: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
  observer = await wardkey.browser.newPage();
  await observer.goto(`chrome-extension://${wardkey.extensionId}/manifest.json`);
});
beforeEach(() => wardkey.noSignInWindow());
afterAll(() => wardkey?.close());

async function chooseAndWait(): Promise<void> {
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  expect(await isBrowsersOwn(page)).toBe(false);
}

const alarms = () => observer.evaluate(() => chrome.alarms.getAll());

/** Sets an alarm of the extension off now, and not when it is due. */
const ring = (name: string) =>
  observer.evaluate((which) => chrome.alarms.create(which, { when: Date.now() }), name);

/** Lets the worker believe that a sign-in's time has passed, until it is started anew. */
async function skipTime(): Promise<void> {
  await (await wardkey.worker()).evaluate((ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
  }, SIGN_IN_MS);
}

/** The alarm at the end of the sign-in; the other one repeats. */
async function expiry(): Promise<chrome.alarms.Alarm> {
  const once = (await alarms()).filter(({ periodInMinutes }) => periodInMinutes === undefined);
  expect(once).toHaveLength(1);
  const [alarm] = once;
  if (!alarm) throw new Error('no alarm');
  return alarm;
}

test('a sign-in that nobody uses ends by its alarm after 3 minutes', async () => {
  const before = Date.now();
  await chooseAndWait();
  const { name, scheduledTime } = await expiry();
  expect(scheduledTime).toBeGreaterThan(before + SIGN_IN_MS - 1_000);
  expect(scheduledTime).toBeLessThan(Date.now() + SIGN_IN_MS + 1_000);

  await ring(name);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await isBrowsersOwn(page)).toBe(false);

  await skipTime();
  await ring(name);
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  expect(await alarms()).toEqual([]);
  await wardkey.stopWorker();
});

test('a ceremony ends by it too, at the key as well, however long the page would wait', async () => {
  wardkey.key.presence.mode = 'wait';
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  const ended = getCredential(page, TEN_MINUTES_MS);
  await wardkey.enterPin(PIN);
  await touchAwaited(wardkey.key.presence);
  const { name, scheduledTime } = await expiry();
  expect(scheduledTime).toBeLessThan(Date.now() + SIGN_IN_MS + 1_000);
  await skipTime();
  await ring(name);
  expect(await ended).toBe('NotAllowedError');
  await expect.poll(() => wardkey.key.presence.awaited).toBe(false);
  const window = await wardkey.signInWindow();
  await expectTold(window, 'ceremony-timeout');
  expect(await isBrowsersOwn(page)).toBe(true);
  await window.close();
  expect(await alarms()).toEqual([]);
  await wardkey.stopWorker();
  wardkey.key.presence.mode = 'auto';
});

test('the alarm ends it also when the worker has gone in the meantime', async () => {
  await chooseAndWait();
  const { name } = await expiry();
  await wardkey.stopWorker();
  await observer.evaluate(async () => {
    const { state } = await chrome.storage.session.get('state');
    const { signIn, ...others } = state as { signIn: object };
    await chrome.storage.session.set({
      state: { ...others, signIn: { ...signIn, expiresAt: Date.now() } },
    });
  });
  await ring(name);
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  expect(await alarms()).toEqual([]);
  await expectSignInWorks(wardkey, page);
});

test('a ceremony whose worker went before it had a window is found by the repeating alarm', async () => {
  await wardkey.bridge.misbehave('mute-later');
  await wardkey.bridge.kill();
  await startSignIn(wardkey, page);
  await expect
    .poll(() =>
      observer.evaluate(async () => {
        const { state } = await chrome.storage.session.get('state');
        return JSON.stringify(state);
      }),
    )
    .toContain('requestId');
  await wardkey.stopWorker();
  await wardkey.bridge.install();
  const watch = (await alarms()).find(({ periodInMinutes }) => periodInMinutes === 0.5);
  await ring(watch?.name ?? '');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await expectTold(await wardkey.signInWindow(), 'bridge-stopped');
  expect(await isBrowsersOwn(page)).toBe(true);
  await expectSignInWorks(wardkey, page);
});
