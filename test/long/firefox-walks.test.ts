import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  askToAddKey,
  EitherBrowser,
  GuideInFirefox,
  type Page,
  PivCard,
  practiceIssuer,
  practiceKeys,
  say,
} from 'wardkey/testing';

// What a person does with Wardkey in Firefox, from the first page to the last: guided, with a key;
// with a smartcard; and when something does not work.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
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

test('the guide leads from the first page to the sign-in', async () => {
  await page.goto('https://mysignins.microsoft.com/security-info');
  await wardkey.chooseSignIn(page);
  await askToAddKey(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin('1234');
  await wardkey.touch();
  await page.waitForSelector('#added');
  await wardkey.noSignInWindow();

  await page.goto('https://portal.nhs.net/');
  const guide = await GuideInFirefox.on(wardkey, page);
  await guide.says('Can Wardkey help you here?');
  await guide.press('Sign in with your security key');
  await guide.says('Step 1 of 7');

  await page.click('#login');
  await page.waitForSelector('#i0116');
  await guide.says('Step 2 of 7');
  await guide.says('Key found:');
  await guide.press('Sign in through Wardkey');
  await guide.says('Wardkey is ready');

  await page.type('#i0116', SAM);
  await page.click('#idSIButton9');
  await guide.says('Choose ‘Face, fingerprint, PIN or security key’');
  await page.click('[data-test-cred-id="7"]');
  await guide.says('Look for the Wardkey window');
  const window = await wardkey.signInWindow();
  expect(await violations(window)).toEqual([]);
  await wardkey.enterPin('1234');
  await guide.says('Touch your key now.');
  await wardkey.touch();
  await page.waitForSelector('#signed-in-user');
  await guide.says('You are signed in with your key.');
  expect(wardkey.portal.verified.authentications).toMatchObject([{ verified: true }]);
  await guide.press('Finish here');
  await guide.isGone();
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

test(
  'a person signs in with a smartcard: asked first, told who asks, believed by the site',
  async () => {
    await using there = await EitherBrowser.launch('firefox', { via: 'pcsc', plugged: false });
    const issuer = await practiceIssuer();
    there.portal.state.webEid.trust(issuer.certificate);
    const made = await practiceKeys();
    if (!made['9a'] || !made['9c']) throw new Error('no keys');
    const keys = { '9a': await issuer.certify(made['9a']), '9c': await issuer.certify(made['9c']) };
    there.reader?.insert(new PivCard({ keys, pin: '246810' }));

    const site = await there.browser.newPage();
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
  },
  PATIENCE_MS,
);
