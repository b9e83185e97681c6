import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayOfPage } from '../../shared/words/page-words.ts';
import { say } from '../../shared/words/words.ts';
import { fixtureOf } from '../extension/detection/walk.ts';
import { EitherBrowser } from '../kit/either-browser.ts';
import { guideOf } from '../kit/guide-of.ts';

// Where Wardkey may look in Firefox: at a stranger's page only when the person presses its icon there,
// and at the pages that it is for only as long as the person lets it.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const HYPHEN = fixtureOf('entra-password', 'hyphen-host');
const PUNYCODE = fixtureOf('entra-username', 'punycode');
const ORDINARY = {
  url: 'https://www.practice.example/',
  html: '<title>A page</title><h1>A page</h1>',
};
const PORTAL = 'https://portal.nhs.net/';

let wardkey: EitherBrowser;

beforeAll(async () => {
  const hosts = [HYPHEN, PUNYCODE, ORDINARY].map(({ url }) => new URL(url).hostname);
  wardkey = await EitherBrowser.launch('firefox', { hosts });
}, PATIENCE_MS);
afterAll(() => wardkey?.close());

/**
 * Opens a stranger's page and the popup over it, and waits until that tells something of it.
 * @param isPressed whether the icon is pressed there
 * @returns all that it tells of the page
 */
async function toldOf(
  { url, html }: { readonly url: string; readonly html: string },
  wanted: string,
  isPressed = true,
): Promise<string> {
  wardkey.portal.stand({ url, html });
  const page = await wardkey.browser.newPage();
  await page.goto(url);
  await page.bringToFront();
  if (isPressed) await wardkey.inside.pressIcon();
  const popup = await wardkey.openPopup(page);
  const told = await popup.waitForFunction(
    (text) => {
      const said = document.querySelector('[data-section=page]')?.textContent ?? '';
      return said.includes(text) && said;
    },
    {},
    wanted,
  );
  const text = String(await told.jsonValue());
  await popup.close();
  await page.close();
  return text;
}

test('a form of Microsoft’s at a stranger’s address is warned of, letter by letter', async () => {
  const hyphen = await toldOf(HYPHEN, sayOfPage('en', 'lookAlikes.heading'));
  expect(hyphen).toContain(sayOfPage('en', 'lookAlikes.microsoft-form'));
  expect(hyphen).toContain('login.microsoftonline.com');
  const punycode = await toldOf(PUNYCODE, sayOfPage('en', 'lookAlikes.heading'));
  expect(punycode).toContain(sayOfPage('en', 'lookAlikes.punycode'));
  await toldOf(ORDINARY, sayOfPage('en', 'pageSection.stranger'));
});

test('without the press of the icon there is no look at a stranger’s page', async () => {
  const told = await toldOf(HYPHEN, say('en', 'popup.pageUnknown'), false);
  expect(told).not.toContain(sayOfPage('en', 'lookAlikes.heading'));
});

test('access that the person has taken back is noticed and asked for, and given by a press', async () => {
  const page = await wardkey.browser.newPage();
  const popup = await wardkey.openPopup(page);
  await popup.waitForSelector('[data-section=page] *');
  expect(await popup.$('[data-action=allow]')).toBeNull();
  await popup.evaluate(() => chrome.permissions.remove({ origins: ['https://portal.nhs.net/*'] }));
  const allow = await popup.waitForSelector('[data-action=allow]');
  expect(await popup.evaluate(() => document.body.innerText)).toContain('portal.nhs.net');

  // Nothing of Wardkey's is on the page meanwhile.
  await page.goto(PORTAL);
  await page.waitForSelector('#login');
  // Firefox would ask the person, at a place where no script can press.
  await wardkey.inside.consent();
  await allow?.click();
  await popup.waitForFunction(() => document.querySelector('[data-action=allow]') === null);
  await popup.close();
  await page.bringToFront();
  const guide = await guideOf(wardkey, page);
  await page.reload();
  await guide.says('Can Wardkey help you here?');
});
