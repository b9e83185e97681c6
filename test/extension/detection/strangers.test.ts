import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import type { EitherBrowser } from '../../kit/either-browser.ts';
import { EXTENSION_ID } from '../../kit/extension.ts';
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
