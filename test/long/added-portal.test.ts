import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EXTENSION_ID, launch, type Page, type Wardkey } from 'wardkey/testing';
import { sayOfPage } from '../../shared/words/page-words.ts';

// An organisation's own portal, which its policy alone names: until the person has let Wardkey look
// there for good, the popup looks when it is opened.
const HOST = 'www.example.org';
const URL_OF_PORTAL = `https://${HOST}/start`;
const PORTAL = {
  host: HOST,
  name: 'Trust sign-in',
  pages: [{ page: 'adfs-login', selector: '#trust-form' }],
};

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({
    edition: 'guide',
    policies: { '3rdparty': { extensions: { [EXTENSION_ID]: { portals: [PORTAL] } } } },
  });
  // A policy may come a moment after the browser.
  const worker = await wardkey.browser.waitForTarget((one) => one.type() === 'service_worker');
  const managed = async (): Promise<unknown> =>
    (await worker.worker())?.evaluate(() => chrome.storage.managed.get());
  await vi.waitFor(async () => expect(await managed()).toHaveProperty('portals'), 15_000);
  page = await wardkey.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.url() !== URL_OF_PORTAL) return request.continue();
    return request.respond({
      contentType: 'text/html',
      body: '<title>Sign in</title><form id="trust-form"><input name="who"></form>',
    });
  });
});
afterAll(() => wardkey?.close());

/** Clicks the icon over the page, as a person does, and waits until the popup says something. */
async function clickUntil(text: string): Promise<Page> {
  const extension = (await wardkey.browser.extensions()).get(EXTENSION_ID);
  if (extension === undefined) throw new Error('no extension');
  await page.bringToFront();
  await extension.triggerAction(page);
  const target = await wardkey.browser.waitForTarget((one) => one.url().endsWith('popup.html'));
  const popup = await target.asPage();
  await popup.waitForFunction((wanted) => document.body?.innerText.includes(wanted), {}, text);
  return popup;
}

test('the popup looks at it before access is given, and asks for that', async () => {
  await page.goto(URL_OF_PORTAL);
  const popup = await clickUntil(sayOfPage('en', 'pageNames.adfs-login'));
  const text = await popup.evaluate(() => document.body.innerText);
  expect(text).toContain(PORTAL.name);
  expect(text).toContain(sayOfPage('en', 'portalAccess.heading'));
  expect(await popup.$('[data-action=allow]')).not.toBeNull();
  await popup.close();
});
