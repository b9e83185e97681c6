import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Message, MessageReply } from '../../../shared/messages/messages.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import { getCredential, getCredentialAndAbort } from '../../kit/page-calls.ts';
import { type ScriptedBrowser, startScriptedBrowser } from './scripted-browser.ts';

const SIGN_IN_PAGE = 'extension/pages/sign-in/sign-in.html';

let wardkey: ScriptedBrowser;
const pages: Page[] = [];

beforeAll(async () => {
  wardkey = await startScriptedBrowser();
});
afterEach(async () => {
  // While it is open, leaving closes it, and that takes the focus from the popup that has to reply.
  await closeSignInWindows();
  await wardkey.fromPopup(await open('https://www.example.org/'), () => ({
    kind: 'sign-in.leave',
  }));
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await wardkey.behave('instant');
});
afterAll(() => wardkey?.close());

async function open(address = 'https://login.microsoft.com/blank'): Promise<Page> {
  const page = await wardkey.browser.newPage();
  pages.push(page);
  await page.goto(address);
  return page;
}

/** A page of the portal around a frame of the security key's origin. */
function framed(allow: string): Promise<Page> {
  const query = new URLSearchParams({ src: 'https://login.microsoft.com/blank', allow });
  return open(`https://portal.nhs.net/frame?${query}`);
}

async function signInWindows(): Promise<Page[]> {
  const targets = wardkey.browser.targets().filter((target) => target.url().endsWith(SIGN_IN_PAGE));
  return Promise.all(targets.map((target) => target.asPage()));
}

/** One may go by itself before it is closed: what counts is that none is left. */
const closeSignInWindows = () =>
  expect
    .poll(async () => {
      const windows = await signInWindows().catch(() => null);
      for (const window of windows ?? []) await window.close().catch(() => undefined);
      return windows;
    })
    .toEqual([]);

const asked = async (method: string) =>
  (await wardkey.asked()).filter((request) => request.method === method);

/** The view that the sign-in window gets when it connects now. */
const viewOf = (window: Page): Promise<SignInView> =>
  window.evaluate(
    () =>
      new Promise<SignInView>((resolve) => {
        const port = chrome.runtime.connect({ name: 'sign-in' });
        port.onMessage.addListener((view: SignInView) => {
          resolve(view);
          port.disconnect();
        });
      }),
  );

const tell = (window: Page, message: Message): Promise<MessageReply> =>
  window.evaluate((body): Promise<MessageReply> => chrome.runtime.sendMessage(body), message);

/** Ends the worker as the browser does when it takes memory back. */
async function stopWorker(): Promise<void> {
  const worker = await wardkey.extension.worker();
  const stopped = new Promise<void>((resolve) => {
    wardkey.browser.on('targetdestroyed', (target) => {
      if (target.type() === 'service_worker') resolve();
    });
  });
  await worker.close();
  await stopped;
}

/** Whether the proxy is attached: the browser then holds conditional mediation back. */
const isAttached = async (): Promise<boolean> => {
  const page = await open('https://www.example.org/');
  return !(await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable()));
};

/** Waits until the window says why a page was refused, with the way back to the browser's own. */
async function expectRefusalTold(code: ErrorCode): Promise<void> {
  const window = await wardkey.extension.waitForPage(SIGN_IN_PAGE);
  expect(await viewOf(window)).toMatchObject({
    host: 'login.microsoft.com',
    stage: { type: 'failed', code },
  });
  await window.waitForSelector('[data-action=own-way]');
}

test('a page gets the bridge’s answer after the person chose Wardkey for it, with no window', async () => {
  const page = await open();
  expect(await wardkey.choose(page)).toEqual({ ok: true });
  expect(await isAttached()).toBe(true);
  await page.bringToFront();
  expect(await getCredential(page)).toBe('public-key');
  expect(await signInWindows()).toEqual([]);
  expect(await isAttached()).toBe(false);
  const request = (await asked('webauthn.get')).at(-1);
  expect(request?.params).toMatchObject({
    origin: 'https://login.microsoft.com',
    sameOriginWithAncestors: true,
    options: { rpId: 'login.microsoft.com' },
  });
});

test('other tabs get their answers about authenticators while the proxy is attached', async () => {
  const page = await open();
  await wardkey.choose(page);
  const other = await open('https://www.example.org/');
  const answers = await other.evaluate(async () => [
    await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(),
    typeof (await PublicKeyCredential.getClientCapabilities()),
  ]);
  expect(answers).toEqual([false, 'object']);
});

test('a page of another origin is refused, and the sign-in stays open for its own tab', async () => {
  const page = await open();
  await wardkey.choose(page);
  const before = (await asked('webauthn.get')).length;
  const other = await open('https://www.example.org/');
  expect(await getCredential(other)).toBe('NotAllowedError');
  expect((await asked('webauthn.get')).length).toBe(before);
  await expectRefusalTold('sign-in-other-origin');
  await page.bringToFront();
  expect(await getCredential(page)).toBe('public-key');
});

test('another tab of the same origin is refused', async () => {
  const page = await open();
  await wardkey.choose(page);
  const before = (await asked('webauthn.get')).length;
  const other = await open();
  await other.bringToFront();
  expect(await getCredential(other)).toBe('NotAllowedError');
  expect((await asked('webauthn.get')).length).toBe(before);
  await expectRefusalTold('sign-in-tab-hidden');
});

test('a PIN step opens the window, and its answer goes to the bridge', async () => {
  await wardkey.behave('pin');
  const page = await open();
  await wardkey.choose(page);
  const answer = getCredential(page);
  const window = await wardkey.extension.waitForPage(SIGN_IN_PAGE);
  expect(await viewOf(window)).toMatchObject({
    host: 'login.microsoft.com',
    kind: 'get',
    stage: { type: 'pin', triesLeft: 8 },
  });
  const pin = { kind: 'step.pin', step: 'step-1', pin: '1234', lastTryAgreed: false } as const;
  expect(await tell(window, pin)).toEqual({ ok: true });
  expect(await answer).toBe('public-key');
  expect((await viewOf(window)).stage).toEqual({ type: 'done' });
  await expect.poll(() => signInWindows()).toEqual([]);
});

test('closing the window cancels at the page and at the device', async () => {
  await wardkey.behave('pin');
  const page = await open();
  await wardkey.choose(page);
  const before = (await asked('ceremony.cancel')).length;
  const answer = getCredential(page);
  await (await wardkey.extension.waitForPage(SIGN_IN_PAGE)).close();
  expect(await answer).toBe('NotAllowedError');
  await expect.poll(async () => (await asked('ceremony.cancel')).length).toBe(before + 1);
  expect(await isAttached()).toBe(false);
});

test('a page that aborts gets its AbortError, and the device is told', async () => {
  await wardkey.behave('mute');
  const page = await open();
  await wardkey.choose(page);
  const before = (await asked('ceremony.cancel')).length;
  expect(await getCredentialAndAbort(page, 200)).toBe('AbortError');
  await expect.poll(async () => (await asked('ceremony.cancel')).length).toBe(before + 1);
  expect(await isAttached()).toBe(false);
});

test.each(['close', 'navigate'])(
  'a tab’s end in mid-ceremony ends it at the device: %s',
  async (how) => {
    await wardkey.behave('mute');
    const page = await open();
    await wardkey.choose(page);
    const before = (await asked('ceremony.cancel')).length;
    const started = (await asked('webauthn.get')).length;
    getCredential(page).catch(() => undefined);
    await expect.poll(async () => (await asked('webauthn.get')).length).toBe(started + 1);
    if (how === 'close') {
      pages.splice(pages.indexOf(page), 1);
      await page.close();
    } else {
      await page.goto('https://portal.nhs.net/');
    }
    await expect.poll(async () => (await asked('ceremony.cancel')).length).toBe(before + 1);
    expect(await isAttached()).toBe(false);
  },
);

test.each([
  ['die', 'bridge-stopped'],
  ['garbled', 'bridge-garbled'],
  ['no-credential', 'no-credential'],
] as const)('a failure is told and the next attempt works: %s', async (behaviour, code) => {
  await wardkey.behave(behaviour);
  const page = await open();
  await wardkey.choose(page);
  expect(await getCredential(page)).toBe('NotAllowedError');
  const window = await wardkey.extension.waitForPage(SIGN_IN_PAGE);
  expect((await viewOf(window)).stage).toMatchObject({ type: 'failed', code });
  expect(await isAttached()).toBe(false);
  await wardkey.behave('instant');
  const { tabId } = await viewOf(window);
  // The choice closes the window, mostly before it has read the reply.
  tell(window, { kind: 'sign-in.choose', tabId }).catch(() => undefined);
  await expect.poll(() => signInWindows()).toEqual([]);
  await page.bringToFront();
  expect(await getCredential(page)).toBe('public-key');
});

test('a frame of another origin signs in with its tab’s origin told to the bridge', async () => {
  const page = await framed('publickey-credentials-get *');
  await wardkey.choose(page);
  await page.bringToFront();
  const [, frame] = page.frames();
  expect(await getCredential(frame ?? page)).toBe('public-key');
  const request = (await asked('webauthn.get')).at(-1);
  expect(request?.params).toMatchObject({
    origin: 'https://login.microsoft.com',
    topOrigin: 'https://portal.nhs.net',
    sameOriginWithAncestors: false,
  });
});

test('a frame without the permission gets nowhere near the bridge', async () => {
  const page = await framed('');
  await wardkey.choose(page);
  const before = (await asked('webauthn.get')).length;
  const [, frame] = page.frames();
  expect(await getCredential(frame ?? page)).toBe('NotAllowedError');
  expect((await asked('webauthn.get')).length).toBe(before);
});

test('a worker that is stopped in mid-ceremony leaves nothing hanging', async () => {
  await wardkey.behave('pin');
  const page = await open();
  await wardkey.choose(page);
  const answer = getCredential(page);
  const window = await wardkey.extension.waitForPage(SIGN_IN_PAGE);
  await stopWorker();
  // The window's page connects anew, which wakes the next worker.
  await expect
    .poll(async () => (await viewOf(window)).stage)
    .toMatchObject({ type: 'failed', code: 'bridge-stopped' });
  expect(await answer).toBe('NotAllowedError');
  expect(await isAttached()).toBe(false);
});

test('a worker that is stopped while a sign-in waits keeps it open, with no other it detaches', async () => {
  const page = await open();
  await wardkey.choose(page);
  await stopWorker();
  expect(await getCredential(page)).toBe('public-key');
  expect(await isAttached()).toBe(false);
});
