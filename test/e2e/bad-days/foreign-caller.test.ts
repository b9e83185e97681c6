import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HELLO,
  installOtherExtension,
  launch,
  NativePort,
  type Page,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';

const TWO_MIB = 2 * 1024 * 1024;

let wardkey: Wardkey;
let other: { id: string; page: Page };

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  other = await installOtherExtension(wardkey.browser);
});
afterAll(() => wardkey?.close());

test('the browser starts no bridge for another extension', async () => {
  const port = await NativePort.open(other.page);
  expect(await port.answer()).toBe('Access to the specified native messaging host is forbidden.');
  expect(await wardkey.bridge.running(other.id)).toEqual([]);
});

test('a bridge that is started for another extension all the same tells it no, and ends', async () => {
  await wardkey.bridge.installFor(other.id);
  const port = await NativePort.open(other.page);
  await wardkey.bridge.install();
  expect(await port.ask(HELLO)).toMatchObject({
    id: 'hello',
    error: { data: { code: 'caller-not-allowed' } },
  });
  expect(await port.answer()).toBe('Native host has exited.');
  await expect.poll(() => wardkey.bridge.running(other.id)).toEqual([]);
  expect(wardkey.key.commandLog).toEqual([]);
});

test('a message of 2 MB through the browser is answered with an error, and the port stays', async () => {
  const page = await wardkey.browser.newPage();
  await page.goto(`chrome-extension://${wardkey.extensionId}/manifest.json`);
  const port = await NativePort.open(page);
  const large = { ...HELLO, id: 'large', params: 'x'.repeat(TWO_MIB) };
  expect(await port.ask(large)).toMatchObject({
    id: null,
    error: { data: { code: 'message-too-large' } },
  });
  expect(await port.ask(HELLO)).toMatchObject({ id: 'hello', result: { protocol: 1 } });
  await port.close();
  await page.close();
});

test('after all of these a person registers and signs in', async () => {
  const page = await wardkey.browser.newPage();
  await register(wardkey, page);
  await expectSignInWorks(wardkey, page);
});
