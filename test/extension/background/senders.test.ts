import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MESSAGES, type Message } from '../../../shared/messages/messages.ts';
import { getCredential } from '../../kit/page-calls.ts';
import { type ScriptedBrowser, startScriptedBrowser } from './scripted-browser.ts';
import { contentScript, type Inside, LISTED, otherExtension, pageAt } from './senders.ts';

// Every kind of message from every kind of sender that a browser has, against the real worker; and
// for each sender the views that it gets over a port of its own, or of another's name.
const KINDS: readonly Message[] = [
  { kind: 'page.here' },
  {
    kind: 'page.seen',
    found: { kind: 'nothing' },
    tenant: 'unknown',
    hasDomainHint: false,
    cameFromNhs: false,
    warnings: [],
  },
  { kind: 'sign-in.choose', tabId: 999_999 },
  { kind: 'sign-in.leave' },
  { kind: 'sign-in.show' },
  { kind: 'language.choose', language: 'en' },
  { kind: 'page.report' },
  { kind: 'page.report-closed' },
  { kind: 'bridge.retry' },
  { kind: 'step.pin', step: 's', pin: '1234', lastTryAgreed: false },
  { kind: 'step.new-pin', step: 's', newPin: '5678', lastTryAgreed: false },
  { kind: 'step.device', step: 's', device: 'd' },
  { kind: 'step.account', step: 's', account: 0 },
  { kind: 'step.consent', step: 's' },
  { kind: 'guide.pick', journey: 'key-sign-in', tabId: 999_999 },
  { kind: 'guide.move', move: 'next', tabId: 999_999 },
  { kind: 'guide.hide', hidden: false, tabId: 999_999 },
  { kind: 'guide.sign-in', tabId: 999_999 },
  { kind: 'guide.check-up', tabId: 999_999 },
  { kind: 'guide.panel', tabId: 999_999 },
  { kind: 'guide.finish' },
  { kind: 'check-up.run', id: 'i', wish: { wanted: 'either' } },
  { kind: 'check-up.cancel', id: 'i' },
  { kind: 'check-up.try', id: 'i', device: 'key' },
  {
    kind: 'check-up.verdict',
    checkedUp: { wanted: 'key', findings: [], hasOtherWay: null },
  },
  { kind: 'card.test', card: 'c' },
];
const PORTS = ['popup', 'sign-in', 'guide', 'check-up', 'card', 'settings'];
const IN_GUIDE = KINDS.map(({ kind }) => kind).filter((kind) => kind.startsWith('guide.'));

const POPUP = 'extension/pages/popup/popup.html';
const GUIDE = 'extension/pages/guide/guide.html';
const CHECK_UP = 'extension/pages/check-up/check-up.html';
const CARD = 'extension/pages/card/card.html';
const HELP = 'extension/pages/help/help.html';
const SETTINGS = 'extension/pages/settings/settings.html';
const WINDOW = 'extension/pages/sign-in/sign-in.html';
const HEARD_FROM = {
  popup: [
    'sign-in.choose',
    'sign-in.leave',
    'sign-in.show',
    'language.choose',
    'page.report',
    'page.report-closed',
    'bridge.retry',
    ...IN_GUIDE,
  ],
  window: [
    'sign-in.choose',
    'sign-in.leave',
    'step.pin',
    'step.new-pin',
    'step.device',
    'step.account',
    'step.consent',
  ],
};

interface Row {
  readonly name: string;
  readonly open: () => Promise<Inside>;
  /** The kinds of message that it gets an answer to. */
  readonly heard: readonly string[];
  /** The ports on which it gets a view. */
  readonly views: readonly string[];
}

const nobody = { heard: [], views: [] };

const SENDERS: readonly Row[] = [
  { name: 'a listed page of the web', open: () => pageAt(wardkey, LISTED), ...nobody },
  {
    name: 'any other page of the web',
    open: () => pageAt(wardkey, 'https://www.example.org/'),
    ...nobody,
  },
  { name: 'another extension', open: () => otherExtension(wardkey), ...nobody },
  {
    name: 'our content script',
    open: () => contentScript(wardkey),
    heard: ['page.here', 'page.seen', ...IN_GUIDE],
    views: [],
  },
  { name: 'another page of ours', open: () => pageAt(wardkey, 'manifest.json'), ...nobody },
  {
    name: 'a page of ours with more in its address',
    open: () => pageAt(wardkey, `${POPUP}?sign-in.html`),
    ...nobody,
  },
  {
    name: 'the settings page',
    open: () => pageAt(wardkey, SETTINGS),
    heard: ['language.choose'],
    views: ['settings'],
  },
  {
    name: 'the popup',
    open: () => pageAt(wardkey, POPUP),
    heard: HEARD_FROM.popup,
    views: ['popup'],
  },
  {
    name: 'the side panel',
    open: () => pageAt(wardkey, GUIDE),
    heard: IN_GUIDE,
    views: ['guide'],
  },
  {
    name: 'the help page',
    open: () => pageAt(wardkey, `${HELP}#contacts`),
    heard: IN_GUIDE,
    views: ['guide'],
  },
  {
    name: 'the check-up page',
    open: () => pageAt(wardkey, CHECK_UP),
    heard: ['check-up.run', 'check-up.cancel', 'check-up.try', 'check-up.verdict'],
    views: ['check-up'],
  },
  {
    name: 'the page of one’s card',
    open: () => pageAt(wardkey, CARD),
    heard: ['card.test'],
    views: ['card'],
  },
  {
    name: 'the sign-in window',
    open: () => pageAt(wardkey, WINDOW),
    heard: HEARD_FROM.window,
    views: ['sign-in'],
  },
];

let wardkey: ScriptedBrowser;

beforeAll(async () => {
  wardkey = await startScriptedBrowser();
});
afterAll(() => wardkey?.close());

/** Runs in the sender: which kinds get any answer from Wardkey. */
async function answered(kinds: readonly Message[], id: string): Promise<string[]> {
  const runtime = globalThis.chrome?.runtime;
  if (runtime?.sendMessage === undefined) return [];
  const answers = await Promise.all(
    kinds.map(async (message) => {
      const silence = new Promise<undefined>((resolve) => setTimeout(resolve, 10_000, undefined));
      const reply = runtime.sendMessage(id, message).catch(() => undefined);
      return (await Promise.race([reply, silence])) === undefined ? null : message.kind;
    }),
  );
  return answers.filter((kind) => kind !== null);
}

/** Runs in the sender: the ports on which it gets a view. */
async function viewsFor(names: readonly string[], id: string): Promise<string[]> {
  const runtime = globalThis.chrome?.runtime;
  if (runtime?.connect === undefined) return [];
  const got = await Promise.all(
    names.map(
      (name) =>
        new Promise<string | null>((resolve) => {
          const port = runtime.connect(id, { name });
          port.onMessage.addListener(() => {
            resolve(name);
            port.disconnect();
          });
          port.onDisconnect.addListener(() => resolve(null));
          setTimeout(resolve, 1_000, null);
        }),
    ),
  );
  return got.filter((name) => name !== null);
}

test('no kind is left out', () => {
  expect(new Set(KINDS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(MESSAGES)));
});

describe('while a PIN is asked for', () => {
  beforeAll(async () => {
    await wardkey.behave('pin');
    const page = await wardkey.browser.newPage();
    await page.goto(LISTED);
    await wardkey.choose(page);
    getCredential(page).catch(() => undefined);
    await (await wardkey.extension.waitForPage(WINDOW)).waitForSelector('#pin');
  });

  test.each(SENDERS)('$name gets the views of $views', async ({ open, views }) => {
    const inside = await open();
    expect(await inside(viewsFor, PORTS)).toEqual(views);
  });
});

test.each(SENDERS)('$name is heard with $heard', async ({ open, heard }) => {
  const inside = await open();
  expect(await inside(answered, KINDS)).toEqual(heard);
});

test('no page of the web can load a page of ours', async () => {
  const inside = await pageAt(wardkey, LISTED);
  const load = (path: string, id: string) =>
    fetch(`chrome-extension://${id}/${path}`).then(
      () => 'loaded',
      () => 'refused',
    );
  expect(await inside(load, POPUP)).toBe('refused');
});
