import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOtherExtension, launch, type Page, type Wardkey } from 'wardkey/testing';
import { PIN, startSignIn } from './portal-visit.ts';

// Views go out over two ports. Each kind of sender asks for both, while a ceremony runs.
const PORTS = ['popup', 'sign-in'];

let wardkey: Wardkey;
let page: Page;
let window: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await startSignIn(wardkey, page);
  window = await wardkey.signInWindow();
  await window.waitForSelector('#pin');
});
afterAll(() => wardkey?.close());

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

const viewsIn = (sender: Page) => sender.evaluate(viewsFor, PORTS, wardkey.extensionId);

test('the sign-in window gets its own', async () => {
  expect(await viewsIn(window)).toEqual(['sign-in']);
});

test('a page of the web gets none, listed or not', async () => {
  expect(await viewsIn(page)).toEqual([]);
  const outside = await wardkey.browser.newPage();
  await outside.goto('https://www.example.org/');
  expect(await viewsIn(outside)).toEqual([]);
});

test('another page of ours gets none', async () => {
  const own = await wardkey.browser.newPage();
  await own.goto(`chrome-extension://${wardkey.extensionId}/manifest.json`);
  expect(await viewsIn(own)).toEqual([]);
});

test('a page of ours with more in its address gets none', async () => {
  const own = await wardkey.browser.newPage();
  const address = `chrome-extension://${wardkey.extensionId}/extension/pages/popup/popup.html`;
  await own.goto(`${address}?sign-in.html`);
  expect(await viewsIn(own)).toEqual([]);
  await own.close();
});

test('another extension gets none', async () => {
  const other = await installOtherExtension(wardkey.browser);
  expect(await viewsIn(other.page)).toEqual([]);
});

test('our content script gets none', async () => {
  const listed = await wardkey.browser.newPage();
  const devtools = await listed.createCDPSession();
  const world = new Promise<string>((resolve) => {
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${wardkey.extensionId}`) resolve(context.uniqueId);
    });
  });
  await devtools.send('Runtime.enable');
  await listed.goto('https://login.microsoft.com/blank');
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `(${viewsFor})(${JSON.stringify(PORTS)}, ${JSON.stringify(wardkey.extensionId)})`,
    uniqueContextId: await world,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(result.value).toEqual([]);
});

test('the popup gets its own', async () => {
  const popup = await wardkey.openPopup();
  expect(await viewsIn(popup)).toEqual(['popup']);
});
