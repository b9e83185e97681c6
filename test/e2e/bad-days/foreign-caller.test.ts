import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HOST_NAME, installOtherExtension, launch, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';

const HELLO = {
  jsonrpc: '2.0',
  id: 'hello',
  method: 'hello',
  params: { protocol: { min: 1, max: 1 }, extension: { version: '0.1.0', edition: 'full' } },
};
const TWO_MIB = 2 * 1024 * 1024;

let wardkey: Wardkey;
let other: { id: string; page: Page };

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  other = await installOtherExtension(wardkey.browser);
});
afterAll(() => wardkey?.close());

/** Starts the bridge from an extension's page and says something. @returns what came until hello was answered */
function converse(page: Page, messages: readonly unknown[]): Promise<unknown[]> {
  return page.evaluate(
    (name, sent) =>
      new Promise<unknown[]>((resolve) => {
        const heard: unknown[] = [];
        const port = chrome.runtime.connectNative(name);
        port.onDisconnect.addListener(() => resolve([...heard, chrome.runtime.lastError?.message]));
        port.onMessage.addListener((message) => {
          heard.push(message);
          if (message.id !== 'hello' || message.error) return;
          resolve(heard);
          port.disconnect();
        });
        for (const message of sent) port.postMessage(message);
      }),
    HOST_NAME,
    messages,
  );
}

test('the browser starts no bridge for another extension', async () => {
  expect(await converse(other.page, [HELLO])).toEqual([
    'Access to the specified native messaging host is forbidden.',
  ]);
  expect(await wardkey.bridge.running(other.id)).toEqual([]);
});

test('a bridge that is started for another extension all the same tells it no, and ends', async () => {
  await wardkey.bridge.installFor(other.id);
  const [answer, end] = await converse(other.page, [HELLO]);
  await wardkey.bridge.install();
  expect(answer).toMatchObject({ id: 'hello', error: { data: { code: 'caller-not-allowed' } } });
  expect(end).toBe('Native host has exited.');
  await vi.waitUntil(async () => (await wardkey.bridge.running(other.id)).length === 0, 3_000);
  expect(wardkey.key.commandLog).toEqual([]);
});

test('a message of 2 MB through the browser is answered with an error, and the port stays', async () => {
  const page = await wardkey.browser.newPage();
  await page.goto(`chrome-extension://${wardkey.extensionId}/manifest.json`);
  const large = { ...HELLO, id: 'large', params: 'x'.repeat(TWO_MIB) };
  expect(await converse(page, [large, HELLO])).toMatchObject([
    { id: null, error: { data: { code: 'message-too-large' } } },
    { id: 'hello', result: { protocol: 1 } },
  ]);
  await page.close();
});

test('after all of these a person registers and signs in', async () => {
  const page = await wardkey.browser.newPage();
  await register(wardkey, page);
  await expectSignInWorks(wardkey, page);
});
