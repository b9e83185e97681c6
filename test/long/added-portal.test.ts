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
const FORM = '<title>Sign in</title><form id="trust-form"><input name="who"></form>';
const SETTINGS = `chrome-extension://${EXTENSION_ID}/extension/pages/settings/settings.html`;
const PORTAL_HOME = sayOfPage('en', 'pageNames.portal-home');
const ALLOW = '[data-action=allow]';

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({
    edition: 'guide',
    prompts: true,
    policies: { '3rdparty': { extensions: { [EXTENSION_ID]: { portals: [PORTAL] } } } },
  });
  // A policy may come a moment after the browser.
  const worker = await wardkey.worker();
  const managed = (): Promise<unknown> => worker.evaluate(() => chrome.storage.managed.get());
  await vi.waitFor(async () => expect(await managed()).toHaveProperty('portals'), 15_000);
  wardkey.portal.stand({ url: URL_OF_PORTAL, html: FORM });
  page = await wardkey.browser.newPage();
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

/** What stands on the extension's icon while the page is in front. */
async function badge(address = URL_OF_PORTAL): Promise<string> {
  const worker = await wardkey.worker();
  return worker.evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    return chrome.action.getTitle(tab?.id === undefined ? {} : { tabId: tab.id });
  }, address);
}

/** Waits until the button that asks for access has its place: what comes above it moves it. */
async function restOf(where: Page): Promise<void> {
  let last = '';
  const rests = async (): Promise<boolean> => {
    const before = last;
    last = JSON.stringify((await (await where.$(ALLOW))?.boundingBox()) ?? null);
    return last !== 'null' && last === before;
  };
  await expect.poll(rests, { interval: 300 }).toBe(true);
}

/** Presses the button that asks for access, and answers what the browser itself asks then. */
async function ask(where: Page, answer: 'Allow' | 'Deny'): Promise<void> {
  await restOf(where);
  // The browser's question takes the popup away before the mouse has its answer: that the question
  // comes is what tells of the click.
  const clicked = where.click(ALLOW).catch(() => undefined);
  await wardkey.answerPrompt(answer);
  await Promise.race([clicked, new Promise((resolve) => setTimeout(resolve, 1_000))]);
}

/** What the browser's own page of an extension calls when a person chooses there. */
interface SiteChoices {
  removeHostPermission(id: string, pattern: string): Promise<void>;
  updateExtensionConfiguration(change: {
    readonly extensionId: string;
    readonly hostAccess: 'ON_CLICK';
  }): Promise<void>;
}

/** What a person does on the browser's own page of the extension. */
async function inBrowsersSettings(
  act: (choices: SiteChoices | undefined, id: string, pattern: string) => Promise<void> | undefined,
): Promise<void> {
  const settings = await wardkey.browser.newPage();
  await settings.goto(`chrome://extensions/?id=${EXTENSION_ID}`);
  const choices = await settings.waitForFunction(() => {
    const { developerPrivate } = chrome as { developerPrivate?: SiteChoices };
    return developerPrivate;
  });
  await settings.evaluate(act, choices, EXTENSION_ID, `https://${HOST}/*`);
  await settings.close();
}

test('the popup looks at it before access is given, and asks for that', async () => {
  await page.goto(URL_OF_PORTAL);
  const popup = await clickUntil(sayOfPage('en', 'pageNames.adfs-login'));
  const text = await popup.evaluate(() => document.body.innerText);
  expect(text).toContain(PORTAL.name);
  expect(text).toContain(sayOfPage('en', 'portalAccess.heading'));
  expect(await popup.$(ALLOW)).not.toBeNull();
  await popup.close();
});

test('a person who says no is asked again another time', async () => {
  await page.goto('about:blank');
  await page.goto(URL_OF_PORTAL);
  const settings = await wardkey.browser.newPage();
  await settings.goto(SETTINGS);
  await ask(settings, 'Deny');
  expect(await settings.$(ALLOW)).not.toBeNull();
  await settings.close();
});

test('one click in the popup gives access for good: the page is known, in the tab that is open too', async () => {
  const other = await wardkey.browser.newPage();
  await other.goto('about:blank');
  await page.bringToFront();
  await page.goto('about:blank');
  await page.goto(URL_OF_PORTAL);
  const name = sayOfPage('en', 'pageNames.adfs-login');
  // What the popup says of the page stands above the button, and moves it when it comes.
  const popup = await clickUntil(name);
  await ask(popup, 'Allow');
  if (!popup.isClosed()) await popup.close();
  await expect.poll(() => badge()).toContain(name);
  await page.reload();
  await expect.poll(() => badge()).toContain(name);
  const again = await clickUntil(name);
  expect(await again.$(ALLOW)).toBeNull();
  await again.close();
});

test('access that the person takes back is noticed when Wardkey starts, and asked for again', async () => {
  await inBrowsersSettings((choices, id, pattern) => choices?.removeHostPermission(id, pattern));
  await wardkey.stopWorker();
  await page.reload();
  const popup = await clickUntil(sayOfPage('en', 'pageNames.adfs-login'));
  await popup.waitForSelector(ALLOW);
  expect(await popup.evaluate(() => document.body.innerText)).toContain(HOST);
  await ask(popup, 'Allow');
  if (!popup.isClosed()) await popup.close();
  await expect.poll(() => badge()).toContain(sayOfPage('en', 'pageNames.adfs-login'));
});

test('so is access to the pages of the catalogue', async () => {
  await inBrowsersSettings((choices, extensionId) =>
    choices?.updateExtensionConfiguration({ extensionId, hostAccess: 'ON_CLICK' }),
  );
  await wardkey.stopWorker();
  await page.goto('https://portal.nhs.net/');
  await page.bringToFront();
  // Not by a click on the icon: that alone would give access to the page for once.
  const popup = await wardkey.openPopup();
  await ask(popup, 'Allow');
  if (!popup.isClosed()) await popup.close();
  await page.reload();
  await expect.poll(() => badge('https://portal.nhs.net/')).toContain(PORTAL_HOME);
});
