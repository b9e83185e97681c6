import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import type { EitherBrowser } from '../../kit/either-browser.ts';
import { EXTENSION_ID, Extension } from '../../kit/extension.ts';
import { fixtureOf, Walk } from './walk.ts';

let wardkey: EitherBrowser;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const walk = await Walk.begin('chromium');
  ({ wardkey, page } = walk);
  ({ browser } = wardkey);
  await walk.popup.close();
});
afterAll(() => wardkey?.close());

/** Clicks the icon over the page, as a person does. @returns what the popup says of the page */
async function click(): Promise<string> {
  const extension = (await browser.extensions()).get(EXTENSION_ID);
  if (extension === undefined) throw new Error('no extension');
  await page.bringToFront();
  await extension.triggerAction(page);
  const target = await browser.waitForTarget((candidate) => candidate.url().endsWith('popup.html'));
  const popup = await target.asPage();
  await popup.waitForSelector('[data-section=page] .care, [data-page-part], [data-near-miss]');
  const text = await popup.$eval('[data-section=page]', (part) => part.textContent ?? '');
  await popup.close();
  return text;
}

async function goTo(url: string, html: string): Promise<void> {
  wardkey.portal.stand({ url, html });
  await page.goto(url);
}

test('a form of Microsoft’s at a stranger’s address is warned of when the popup is opened', async () => {
  const { url, html } = fixtureOf('entra-password', 'hyphen-host');
  await goTo(url, html);
  const text = await click();
  expect(text).toContain(sayOfPage('en', 'lookAlikes.heading'));
  expect(text).toContain(sayOfPage('en', 'lookAlikes.microsoft-form'));
  expect(text).toContain('login.microsoftonline.com');
});

test('a form that is copied cannot keep itself from being looked at by the names in it', async () => {
  const { url, html } = fixtureOf('entra-password', 'hyphen-host');
  const inTheWay =
    '<form><input name="matches"></form><img name="querySelector"><img name="querySelectorAll">';
  await goTo(`${url}/in-the-way`, html.replace('</body>', `${inTheWay}</body>`));
  expect(await click()).toContain(sayOfPage('en', 'lookAlikes.microsoft-form'));
});

test('so is one that keeps the choice of a security key from sight', async () => {
  const { url } = fixtureOf('entra-password', 'hyphen-host');
  const { html } = fixtureOf('entra-mfa-choose', 'key-not-displayed');
  await goTo(`${url}/ways`, html);
  const text = await click();
  expect(text).toContain(sayOfPage('en', 'lookAlikes.heading'));
  expect(text).toContain(sayOfPage('en', 'keyWarnings.key-choice-hidden'));
  const { html: offered } = fixtureOf('entra-mfa-choose');
  await goTo(`${url}/all-ways`, offered);
  expect(await click()).not.toContain(sayOfPage('en', 'keyWarnings.heading'));
});

test('an ordinary page is not, and carries nothing of ours', async () => {
  await goTo('https://www.practice.example/', '<title>A page</title><h1>A page</h1>');
  expect(await click()).toContain(sayOfPage('en', 'pageSection.stranger'));
});

test('a tab that goes on to its mail before the scripts come for the page is sent none of them', async () => {
  const mail = 'https://outlook.office.com/mail/';
  const { url, html } = fixtureOf('entra-password');
  wardkey.portal.stand({ url: mail, html: '<title>Mail</title>' });
  await page.goto('about:blank');
  const worker = await new Extension(browser).worker();
  await worker.evaluate((address) => {
    const { scripting, tabs } = chrome;
    const { executeScript } = scripting;
    const { get } = tabs;
    /** Whatever is done first about the page, its tab is at its mail by then. */
    const goOn = async (tabId: number): Promise<void> => {
      Object.assign(scripting, { executeScript });
      Object.assign(tabs, { get });
      const { promise, resolve } = Promise.withResolvers<void>();
      tabs.onUpdated.addListener((id, { status }, tab) => {
        if (id === tabId && status === 'complete' && tab.url === address) resolve();
      });
      await tabs.update(tabId, { url: address });
      await promise;
      // A moment later, whatever was to come has come.
      setTimeout(() => Object.assign(globalThis, { lateIn: tabId }), 1_000);
    };
    Object.assign(scripting, {
      executeScript: async (script: Parameters<typeof executeScript>[0]) => {
        await goOn(script.target.tabId);
        return await executeScript(script);
      },
    });
    Object.assign(tabs, {
      get: async (tabId: number) => {
        await goOn(tabId);
        return await get(tabId);
      },
    });
  }, mail);
  wardkey.portal.stand({ url, html });
  // The way goes on before this page is at its end.
  await page.goto(url).catch(() => undefined);
  const tab = () => worker.evaluate((): unknown => Reflect.get(globalThis, 'lateIn'));
  await expect.poll(tab).toEqual(expect.any(Number));
  expect(page.url()).toBe(mail);
  const ours = await worker.evaluate(
    async (tabId) => {
      const func = () => Object.keys(window).filter((name) => name.startsWith('wardkey'));
      const [found] = await chrome.scripting.executeScript({ target: { tabId }, func });
      return found?.result;
    },
    Number(await tab()),
  );
  expect(ours).toEqual([]);
});
