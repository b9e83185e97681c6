import { sign } from 'node:crypto';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKey,
  EitherBrowser,
  GuideInFirefox,
  type Page,
  PivCard,
  practiceIssuer,
  practiceKeys,
  say,
  shiftTab,
} from 'wardkey/testing';

// What a person does with Wardkey in Firefox, from the first page to the last: guided, with a key;
// with a smartcard; and when something does not work.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const PIN = '1234';
const PANEL = 'extension/pages/guide/guide.html';
const SAM = 'sam.jones@nhs.net';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page of the extension, as `rule: element`. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run(document, {runOnly: ${JSON.stringify(RULES)}}).then(({violations, passes}) =>
      passes.length === 0 ? ['axe looked at nothing']
        : violations.flatMap(({id, nodes}) => nodes.map(({html}) => id + ': ' + html)))`,
  );
  if (!Array.isArray(found)) throw new Error('axe gave no answer');
  return found.map(String);
}

const shows = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.body?.innerText.includes(wanted), {}, text);

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  wardkey = await EitherBrowser.launch('firefox');
  wardkey.key.presence.mode = 'wait';
  page = await wardkey.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
}, PATIENCE_MS);
afterAll(() => wardkey?.close());

/** What axe finds in a copy of the banner as it is now: its own shadow root is closed. */
async function bannerViolations(guide: GuideInFirefox): Promise<readonly string[]> {
  const { html, style } = await guide.copy();
  const copy = await wardkey.browser.newPage();
  await copy.evaluate(
    (markup, rules) => {
      document.documentElement.lang = 'en';
      document.title = 'A page';
      document.body.innerHTML = '<main><h1>A page</h1></main>';
      const root = document.body
        .appendChild(document.createElement('div'))
        .attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = markup;
    },
    html,
    style,
  );
  const found = await violations(copy);
  await copy.close();
  await page.bringToFront();
  return found;
}

/** Goes by the keyboard alone to an element of the page, and presses it. */
async function pressByKeyboard(selector: string): Promise<void> {
  await page.waitForSelector(selector);
  const isThere = () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  let isBack = false;
  for (let pressed = 0; !(await isThere()); pressed += 1) {
    if (pressed > 60) throw new Error(`the keyboard does not reach ${selector}`);
    // The guide comes after everything that the page has.
    const isInGuide = await page.evaluate(
      () => document.activeElement?.localName === 'wardkey-guide',
    );
    if (isInGuide || isBack) await shiftTab(page);
    else await page.keyboard.press('Tab');
    isBack ||= isInGuide;
  }
  await page.keyboard.press('Enter');
}

test('by the keyboard alone, the guide leads from the first page to the sign-in', async () => {
  await addKey(wardkey, page, PIN);

  await page.goto('https://portal.nhs.net/');
  const guide = await GuideInFirefox.on(wardkey, page);
  await guide.says('Can Wardkey help you here?');
  expect(await bannerViolations(guide)).toEqual([]);
  await guide.pressByKeyboard('Sign in with your security key');
  await guide.says('Step 1 of 7');
  await expect.poll(() => guide.announced()).toContain('Step 1 of 7');
  // The focus stays in the guide, whose buttons are others now.
  expect(await guide.focused()).not.toBe('');

  await pressByKeyboard('#login');
  await page.waitForSelector('#i0116');
  await guide.says('Step 2 of 7');
  await guide.says('Key found:');
  expect(await bannerViolations(guide)).toEqual([]);
  await guide.pressByKeyboard('Who can help now');
  await guide.says('0333 200 1133');
  expect(await bannerViolations(guide)).toEqual([]);
  await guide.pressByKeyboard('Back to the step');
  await guide.pressByKeyboard('Back');
  await guide.says('Step 1 of 7');
  // Firefox ends the event page whenever it likes.
  await wardkey.inside.endBackground();
  await page.goBack();
  await guide.says('Step 1 of 7');
  await pressByKeyboard('#login');
  await guide.says('Step 2 of 7');
  await guide.pressByKeyboard('Sign in through Wardkey');
  await guide.says('Wardkey is ready');
  expect(await bannerViolations(guide)).toEqual([]);

  await pressByKeyboard('#i0116');
  await page.keyboard.type(SAM);
  await page.keyboard.press('Enter');
  await guide.says('Choose ‘Face, fingerprint, PIN or security key’');
  await pressByKeyboard('[data-test-cred-id="7"]');
  await guide.says('Look for the Wardkey window');
  const window = await wardkey.signInWindow();
  expect(await violations(window)).toEqual([]);
  await wardkey.enterPin(PIN);
  await guide.says('Touch your key now.');
  expect(await bannerViolations(guide)).toEqual([]);
  await wardkey.touch();
  await page.waitForSelector('#signed-in-user');
  await guide.says('You are signed in with your key.');
  expect(await bannerViolations(guide)).toEqual([]);
  expect(wardkey.portal.verified.authentications).toMatchObject([{ verified: true }]);
  await guide.pressByKeyboard('Finish here');
  await guide.isGone();
  await wardkey.noSignInWindow();
});

test('the whole journey is shown in the sidebar, from the popup and by its keys', async () => {
  const { inside } = wardkey;
  await page.goto('https://portal.nhs.net/');
  await page.bringToFront();
  await inside.pressIcon();
  const tabs = (await wardkey.browser.pages()).length;
  await inside.pressInPopup('[data-action=panel]');
  await inside.sidebarShows(PANEL);
  expect(await wardkey.browser.pages()).toHaveLength(tabs);
  await inside.closeSidebar();
  await inside.pressSidebarKeys();
  await inside.sidebarShows(PANEL);
  await inside.closeSidebar();
});

/** Sees that the bridge runs: it is not kept open for pages that do not ask for a key. */
async function programIsReady(): Promise<void> {
  const popup = await wardkey.openPopup(page);
  await shows(popup, say('en', 'popup.programReady'));
  await popup.close();
}

/** Opens the check-up, says that it is about a key, and starts it. @returns what it blames */
async function checkUp(hash = ''): Promise<{ readonly cause: string | null; readonly page: Page }> {
  await programIsReady();
  const opened = await wardkey.openPage(`extension/pages/check-up/check-up.html${hash}`);
  await opened.waitForSelector('[data-action=start]');
  await opened.click('input[name=wanted][value=key]');
  await opened.click('[data-action=start]');
  const verdict = await opened.waitForSelector('[data-cause]');
  const cause = await verdict?.evaluate((part) => part.getAttribute('data-cause'));
  return { cause: cause ?? null, page: opened };
}

test('the check-up tells a key that works, one that is not there, and one that was not touched', async () => {
  const well = await checkUp();
  expect(well.cause).toBe('well');
  expect(await violations(well.page)).toEqual([]);
  await well.page.close();

  const untouched = await checkUp('#error=touch-timeout');
  expect(untouched.cause).toBe('not-touched');
  await untouched.page.close();

  await wardkey.unplug();
  const gone = await checkUp();
  expect(gone.cause).toBe('key-none');
  expect(await violations(gone.page)).toEqual([]);
  await gone.page.close();
  await wardkey.plug();
});

test('popup, panel, help, settings and card panel have nothing that axe complains of', async () => {
  await page.goto('https://portal.nhs.net/');
  const popup = await wardkey.openPopup(page);
  await shows(popup, 'portal.nhs.net');
  expect(await violations(popup)).toEqual([]);
  await popup.close();
  for (const name of ['guide/guide', 'help/help', 'settings/settings', 'card/card']) {
    const opened = await wardkey.openPage(`extension/pages/${name}.html`);
    await opened.waitForSelector('h1');
    expect(await violations(opened), name).toEqual([]);
    await opened.close();
  }
});

describe('with a smartcard in a reader', () => {
  let there: EitherBrowser;
  let site: Page;
  let card: PivCard;

  beforeAll(async () => {
    there = await EitherBrowser.launch('firefox', { via: 'pcsc', plugged: false });
    const issuer = await practiceIssuer();
    there.portal.state.webEid.trust(issuer.certificate);
    const made = await practiceKeys();
    const [signIn, signature] = [made['9a'], made['9c']];
    if (!signIn || !signature) throw new Error('no keys');
    const { careIdentity } = there.portal.state;
    const certified = await issuer.certify(signIn);
    careIdentity.issue(certified.certificate, SAM, async (challenge) => ({
      certificate: certified.certificate,
      signature: sign('sha256', challenge, certified.privateKey),
    }));
    card = new PivCard({
      keys: { '9a': certified, '9c': await issuer.certify(signature) },
      pin: '246810',
    });
    site = await there.browser.newPage();
    await site.setViewport({ width: 1280, height: 800 });
  }, PATIENCE_MS);
  afterAll(() => there?.close());

  test('the guide sees the card come, and follows each page to the end', async () => {
    await site.goto('https://portal.nhs.net/');
    const guide = await GuideInFirefox.on(there, site);
    await guide.press('Sign in with your NHS smartcard');
    await guide.says('Step 1 of 8');
    await guide.says('Put your card in the reader.');
    there.reader?.insert(card);
    expect(await guide.says(', 3 tries left.')).toMatch(
      /Card found: certificate good until \d+ [A-Z][a-z]+ 20\d\d,/,
    );
    await (await site.waitForSelector('a[href="/Home/Email"]'))?.click();
    await guide.says('Choose ‘Log in with my Care identity’');
    await (await site.waitForSelector('#care-identity'))?.click();
    await guide.says('Choose ‘Smartcard’');
    await site.click('#way-smartcard');
    await site.click('.nhsuk-button[type=submit]');
    await guide.says('choose the role');
    await site.click('#nhsRoleId_1');
    await guide.says('NHSmail or Office 365 is open.');
    expect(there.portal.state.careIdentity.verified).toEqual([
      { verified: true, holder: 'Pat Practice' },
    ]);
    await guide.press('Finish here');
    await guide.isGone();
  });

  test('a person signs in with it: asked first, told who asks, believed by the site', async () => {
    await site.goto('https://portal.nhs.net/smartcard');
    await site.waitForSelector('[data-ready]');
    await site.click('#sign-in');
    const window = await there.signInWindow();
    const agree = await window.waitForSelector('[data-action=agree]:enabled');
    const told = await window.evaluate(() => document.body.innerText);
    expect(told).toContain('portal.nhs.net');
    expect(told).toContain('Pat Practice');
    await agree?.click();
    await there.enterPin('246810');
    const outcome = await site.waitForSelector(
      '#outcome:is([data-state=done], [data-state=failed])',
    );
    expect(await outcome?.evaluate(({ textContent }) => textContent)).toContain('Pat Practice');
    expect(there.portal.state.webEid.signIns.at(-1)).toHaveProperty('subject');
  });
});
