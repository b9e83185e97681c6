import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MESSAGES, type Message } from '../../../shared/messages/messages.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { type ScriptedBrowser, startScriptedBrowser } from './scripted-browser.ts';

// Every kind of message from every kind of sender that a browser has, against the real worker.
const KINDS: readonly Message[] = [
  { kind: 'page.seen' },
  { kind: 'sign-in.choose', tabId: 999_999 },
  { kind: 'sign-in.leave' },
  { kind: 'sign-in.show' },
  { kind: 'language.choose', language: 'en' },
  { kind: 'bridge.retry' },
  { kind: 'step.pin', step: 's', pin: '1234', lastTryAgreed: false },
  { kind: 'step.new-pin', step: 's', newPin: '5678', lastTryAgreed: false },
  { kind: 'step.device', step: 's', device: 'd' },
  { kind: 'step.account', step: 's', account: 0 },
];
const NOBODY: readonly Message['kind'][] = [];
const PAGE = 'https://login.microsoft.com/blank';

let wardkey: ScriptedBrowser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  wardkey = await startScriptedBrowser();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await wardkey?.close();
  await folder?.remove();
});

test('no kind is left out', () => {
  expect(new Set(KINDS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(MESSAGES)));
});

/** Runs in the sender: which kinds get any answer from Wardkey. */
async function answered(kinds: readonly Message[], id: string): Promise<string[]> {
  const runtime = globalThis.chrome?.runtime;
  if (runtime?.sendMessage === undefined) return [];
  const answers = await Promise.all(
    kinds.map(async (message) => {
      const silence = new Promise<undefined>((resolve) => setTimeout(resolve, 1_000, undefined));
      const reply = runtime.sendMessage(id, message).catch(() => undefined);
      return (await Promise.race([reply, silence])) === undefined ? null : message.kind;
    }),
  );
  return answers.filter((kind) => kind !== null);
}

const askFrom = (page: Page): Promise<string[]> =>
  page.evaluate(answered, KINDS, wardkey.extension.id);

async function ownPage(path: string): Promise<Page> {
  const page = await wardkey.browser.newPage();
  await page.goto(`chrome-extension://${wardkey.extension.id}/${path}`);
  return page;
}

test('the popup', async () => {
  const page = await ownPage('extension/pages/popup/popup.html');
  expect(await askFrom(page)).toEqual([
    'sign-in.choose',
    'sign-in.leave',
    'sign-in.show',
    'language.choose',
    'bridge.retry',
  ]);
  await page.close();
});

test('the sign-in window', async () => {
  const page = await ownPage('extension/pages/sign-in/sign-in.html');
  expect(await askFrom(page)).toEqual([
    'sign-in.choose',
    'sign-in.leave',
    'step.pin',
    'step.new-pin',
    'step.device',
    'step.account',
  ]);
  await page.close();
});

test('another page of the extension', async () => {
  const page = await ownPage('manifest.json');
  expect(await askFrom(page)).toEqual(NOBODY);
  await page.close();
});

test.each([PAGE, 'https://www.example.org/'])('a page of the web: %s', async (address) => {
  const page = await wardkey.browser.newPage();
  await page.goto(address);
  expect(await askFrom(page)).toEqual(NOBODY);
  await page.close();
});

test('a content script on a listed page', async () => {
  const page = await wardkey.browser.newPage();
  const devtools = await page.createCDPSession();
  const world = new Promise<string>((resolve) => {
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${wardkey.extension.id}`) {
        resolve(context.uniqueId);
      }
    });
  });
  await devtools.send('Runtime.enable');
  await page.goto(PAGE);
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `(${answered})(${JSON.stringify(KINDS)}, ${JSON.stringify(wardkey.extension.id)})`,
    uniqueContextId: await world,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(result.value).toEqual(['page.seen']);
  await page.close();
});

test('another extension, by message and by port', async () => {
  const other = join(folder.path, 'other');
  await mkdir(other);
  const manifest = {
    manifest_version: 3,
    name: 'Another extension',
    version: '1',
    background: { service_worker: 'worker.js' },
  };
  await writeFile(join(other, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(other, 'worker.js'), '');
  await writeFile(join(other, 'page.html'), '<!doctype html>');
  const id = await wardkey.browser.installExtension(other);
  const page = await wardkey.browser.newPage();
  await page.goto(`chrome-extension://${id}/page.html`);
  expect(await askFrom(page)).toEqual(NOBODY);
  const lastError = await page.evaluate(
    (wardkeyId) =>
      new Promise<string | undefined>((resolve) => {
        const port = chrome.runtime.connect(wardkeyId, { name: 'popup' });
        port.onMessage.addListener((view) => resolve(JSON.stringify(view)));
        port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message));
      }),
    wardkey.extension.id,
  );
  expect(lastError).toBe('Could not establish connection. Receiving end does not exist.');
  await page.close();
});

test('a page of ours under another’s port name gets no view', async () => {
  const page = await ownPage('extension/pages/popup/popup.html');
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const port = chrome.runtime.connect({ name: 'sign-in' });
        port.onMessage.addListener(() => resolve('view'));
        port.onDisconnect.addListener(() => resolve('refused'));
      }),
  );
  expect(outcome).toBe('refused');
  await page.close();
});

test('no page of the web can load a page of ours', async () => {
  const page = await wardkey.browser.newPage();
  await page.goto(PAGE);
  const popup = `chrome-extension://${wardkey.extension.id}/extension/pages/popup/popup.html`;
  const loaded = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'loaded',
        () => 'refused',
      ),
    popup,
  );
  expect(loaded).toBe('refused');
  await page.close();
});
