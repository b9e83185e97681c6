import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SignInWindow } from '../../../../../extension/background/sign-in/sign-in-window.ts';
import { WebEid } from '../../../../../extension/background/web-eid/web-eid.ts';
import type { WebEidAsker } from '../../../../../extension/background/web-eid/web-eid-page.ts';
import type { ErrorCode } from '../../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../../../../shared/messages/views.ts';
import type { WebEidMode } from '../../../../../shared/settings/settings.ts';
import { Page } from './page.ts';

const NONCE = Buffer.alloc(33, 5).toString('base64');
const AUTHENTICATE = { action: 'web-eid:authenticate', challengeNonce: NONCE };
const TOKEN = { unverifiedCertificate: 'AAAA', algorithm: 'ES256' };
const ASKER: WebEidAsker = {
  origin: 'https://portal.nhs.net',
  tabId: 7,
  windowId: 1,
  isShown: true,
};

let mode: WebEidMode;
let otherProgram: boolean;
let isSignInAtWork: boolean;
const views: SignInView[] = [];
const calls: string[] = [];
const signedIn: unknown[] = [];
/** How the bridge answers a ceremony. */
let ceremony: () => Promise<object>;

beforeEach(() => {
  mode = 'auto';
  otherProgram = false;
  isSignInAtWork = false;
  views.length = 0;
  calls.length = 0;
  signedIn.length = 0;
  ceremony = async () => TOKEN;
});

function webEid(): WebEid {
  const nothing = async () => {};
  const window = new SignInWindow(
    { open: async () => 9, close: nothing, focus: nothing, isOpen: async () => true },
    { onWindow: () => {}, onClosedByPerson: () => {} },
  );
  window.onPort({ postMessage: (view) => views.push(view) });
  const call = async (method: string): Promise<never> => {
    calls.push(method);
    const answers: Record<string, () => Promise<object>> = {
      'web-eid.status': async () => ({ otherProgram }),
      'ceremony.cancel': async () => ({}),
    };
    return (await (answers[method] ?? ceremony)()) as never;
  };
  return new WebEid({
    bridge: { call },
    window,
    settingsLoaded: Promise.resolve(),
    mode: () => mode,
    language: () => 'en',
    isSignInAtWork: () => isSignInAtWork,
    onEnd: () => undefined,
    onSignedIn: (session) => signedIn.push(session),
    version: '0.1.0',
  });
}

function ask(body: unknown, { to = webEid(), asker = ASKER, otherAnswers = false } = {}): Page {
  const page = new Page();
  to.onPort(page, asker);
  page.say({ type: 'request', request: body, otherAnswers });
  return page;
}

function failure(action: string, code: string) {
  return { action: `${action}-failure`, error: expect.objectContaining({ code }) };
}

test('a request is acknowledged, answered once, and over', async () => {
  const page = ask(AUTHENTICATE);
  await vi.waitUntil(() => page.got.includes(null));
  expect(page.got).toEqual([
    { type: 'taken' },
    { type: 'answer', answer: { action: 'web-eid:authenticate-success', ...TOKEN } },
    null,
  ]);
  expect(views.at(-1)).toMatchObject({
    kind: 'authenticate',
    host: 'portal.nhs.net',
    stage: { type: 'done' },
  });
});

test('the status names versions of one generation with the library’s', async () => {
  const page = ask({ action: 'web-eid:status', libraryVersion: '2.0.2' });
  await vi.waitUntil(() => page.got.includes(null));
  expect(page.answer).toEqual({
    action: 'web-eid:status-success',
    library: '2.0.2',
    extension: '2.1.0+wardkey.0.1.0',
    nativeApp: '2.1.0+wardkey.0.1.0',
  });
});

describe('whose request it is', () => {
  test.each([
    ['off', false, false, false],
    ['on', true, true, true],
    ['auto', false, false, true],
    ['auto', true, false, false],
    ['auto', false, true, false],
  ] as const)(
    'by the setting %s, another program %s, another answer %s: ours %s',
    async (...row) => {
      const [setting, program, otherAnswers, isOurs] = row;
      mode = setting;
      otherProgram = program;
      const page = ask(AUTHENTICATE, { otherAnswers });
      await vi.waitUntil(() => page.got.includes(null));
      expect(page.got[0]).toEqual(isOurs ? { type: 'taken' } : null);
      expect(calls.includes('web-eid.authenticate')).toBe(isOurs);
    },
  );

  test('is seen later too: the request is withdrawn without a word', async () => {
    ceremony = () => new Promise(() => {});
    const page = ask(AUTHENTICATE);
    await vi.waitUntil(() => calls.includes('web-eid.authenticate'));
    page.say({ type: 'other-answers' });
    await vi.waitUntil(() => calls.includes('ceremony.cancel'));
    expect(page.got).toEqual([{ type: 'taken' }, null]);
  });

  test('does not depend on what is no request', async () => {
    for (const body of [
      null,
      'x',
      {},
      { action: 'web-eid:warning' },
      { action: 'web-eid:sign-ack' },
    ]) {
      const page = ask(body);
      await vi.waitUntil(() => page.got.includes(null));
      expect(page.got).toEqual([null]);
    }
  });
});

describe('one at a time', () => {
  test('a second action is refused while the first is under way', async () => {
    ceremony = () => new Promise(() => {});
    const one = webEid();
    ask(AUTHENTICATE, { to: one });
    await vi.waitUntil(() => one.isAtWork);
    const second = ask({ action: 'web-eid:get-signing-certificate' }, { to: one });
    await vi.waitUntil(() => second.got.includes(null));
    expect(second.answer).toEqual(
      failure('web-eid:get-signing-certificate', 'ERR_WEBEID_ACTION_PENDING'),
    );
    expect(one.isAtWork).toBe(true);
  });

  test('and so is one while a key is signed in with', async () => {
    isSignInAtWork = true;
    const page = ask(AUTHENTICATE);
    await vi.waitUntil(() => page.got.includes(null));
    expect(page.answer).toEqual(failure('web-eid:authenticate', 'ERR_WEBEID_ACTION_PENDING'));
  });
});

test('a page that nobody sees brings no window', async () => {
  const page = ask(AUTHENTICATE, { asker: { ...ASKER, isShown: false } });
  await vi.waitUntil(() => page.got.includes(null));
  expect(page.answer).toEqual(failure('web-eid:authenticate', 'ERR_WEBEID_UNKNOWN_ERROR'));
  expect(views).toEqual([]);
});

test.each([
  ['bridge-missing', 'ERR_WEBEID_NATIVE_UNAVAILABLE'],
  ['bridge-version', 'ERR_WEBEID_VERSION_MISMATCH'],
  ['ceremony-timeout', 'ERR_WEBEID_USER_TIMEOUT'],
  ['ceremony-cancelled', 'ERR_WEBEID_USER_CANCELLED'],
  ['options-invalid', 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT'],
  ['pin-blocked', 'ERR_WEBEID_NATIVE_FATAL'],
  ['device-removed', 'ERR_WEBEID_NATIVE_FATAL'],
  ['internal', 'ERR_WEBEID_UNKNOWN_ERROR'],
] as const)('of %s a page hears %s', async (code: ErrorCode, told) => {
  ceremony = () => Promise.reject(new WardkeyError(code));
  const page = ask(AUTHENTICATE);
  await vi.waitUntil(() => page.got.includes(null));
  expect(page.answer).toEqual(failure('web-eid:authenticate', told));
  expect(views.at(-1)?.stage).toMatchObject({ type: 'failed', code });
});

test('a page that goes takes its request along', async () => {
  ceremony = () => new Promise(() => {});
  const one = webEid();
  const page = ask(AUTHENTICATE, { to: one });
  await vi.waitUntil(() => calls.includes('web-eid.authenticate'));
  page.leave();
  await vi.waitUntil(() => !one.isAtWork);
  expect(calls).toContain('ceremony.cancel');
  expect(page.got).toEqual([{ type: 'taken' }]);
});

test('a page says in what language the window speaks, where there is such a one', async () => {
  for (const [lang, language] of [
    ['cy', 'cy'],
    ['CY-gb', 'cy'],
    ['et', 'en'],
    [7, 'en'],
  ] as const) {
    const page = ask({ ...AUTHENTICATE, options: { lang } });
    await vi.waitUntil(() => page.got.includes(null));
    expect(views.at(-1)).toMatchObject({ language, stage: { type: 'done' } });
  }
});

test('a page that is no secure context hears so, and nobody is asked', async () => {
  for (const origin of ['http://portal.nhs.net', 'http://localhost.nhs.net', 'ftp://localhost']) {
    const page = ask(AUTHENTICATE, { asker: { ...ASKER, origin } });
    await vi.waitUntil(() => page.got.includes(null));
    expect(page.answer).toEqual(failure('web-eid:authenticate', 'ERR_WEBEID_CONTEXT_INSECURE'));
  }
  expect(views).toEqual([]);
  const page = ask(AUTHENTICATE, { asker: { ...ASKER, origin: 'http://localhost:8080' } });
  await vi.waitUntil(() => page.got.includes(null));
  // Whether it is a listed one, the bridge sees.
  expect(calls).toContain('web-eid.authenticate');
});

test('a page hears what has to be newer, and of the extension also when the status fails', async () => {
  const extension = '2.1.0+wardkey.0.1.0';
  const newer = ask({ ...AUTHENTICATE, libraryVersion: '3.0.0' });
  await vi.waitUntil(() => newer.got.includes(null));
  const requiresUpdate = { extension: true, nativeApp: true };
  expect(newer.answer).toMatchObject({ error: { library: '3.0.0', extension, requiresUpdate } });
  ceremony = () => Promise.reject(new WardkeyError('bridge-version'));
  const older = ask(AUTHENTICATE);
  await vi.waitUntil(() => older.got.includes(null));
  expect(older.answer).toMatchObject({
    error: { extension, requiresUpdate: { extension: false, nativeApp: true } },
  });
  const status = ask({ action: 'web-eid:status', libraryVersion: 'x' });
  await vi.waitUntil(() => status.got.includes(null));
  expect(status.answer).toMatchObject({ error: { code: 'ERR_WEBEID_VERSION_INVALID', extension } });
});

test.each([
  [{ ...AUTHENTICATE, libraryVersion: 'one' }, 'ERR_WEBEID_VERSION_INVALID'],
  [{ ...AUTHENTICATE, libraryVersion: '3.0.0' }, 'ERR_WEBEID_VERSION_MISMATCH'],
  [{ action: 'web-eid:authenticate' }, 'ERR_WEBEID_MISSING_PARAMETER'],
  [{ ...AUTHENTICATE, challengeNonce: 'AAAA' }, 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT'],
  [{ ...AUTHENTICATE, challengeNonce: 'A'.repeat(132) }, 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT'],
  [{ ...AUTHENTICATE, challengeNonce: '€'.repeat(44) }, 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT'],
])('%j is answered with %s, and nobody is asked', async (body, code) => {
  const page = ask(body);
  await vi.waitUntil(() => page.got.includes(null));
  expect(page.answer).toEqual(failure('web-eid:authenticate', code));
  expect(views).toEqual([]);
});

test('a sign-in is known with its page and its card; a document that is signed is none', async () => {
  const one = webEid();
  const device = { id: 'pcsc-3', transport: 'smart-card', name: 'Reader' } as const;
  let id = '';
  ceremony = async () => {
    one.onCeremonyEvent(id, { type: 'consent', step: 's', device, name: null, issuer: null });
    return TOKEN;
  };
  vi.spyOn(crypto, 'randomUUID').mockImplementation(() => {
    id = '00000000-0000-4000-8000-000000000000';
    return '00000000-0000-4000-8000-000000000000';
  });
  const page = ask(AUTHENTICATE, { to: one });
  await vi.waitUntil(() => page.got.includes(null));
  expect(signedIn).toEqual([{ tabId: 7, origin: ASKER.origin, card: 'pcsc-3' }]);
  const other = ask({ action: 'web-eid:get-signing-certificate' }, { to: one });
  await vi.waitUntil(() => other.got.includes(null));
  expect(signedIn).toHaveLength(1);
  vi.restoreAllMocks();
});
