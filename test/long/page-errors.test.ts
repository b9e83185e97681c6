import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER_NAMES, EitherBrowser, type Guide, guideOf, type Page } from 'wardkey/testing';

// What the page of a sign-in says went wrong: told in the popup and by the guide, and the first thing
// that the check-up knows; and nothing of it anywhere else.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const WAIT = { timeout: 60_000 };
const SAM = 'sam.jones@nhs.net';
const ENTRA = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?domain_hint=nhs.net';
const CARE_IDENTITY = 'https://am.nhsidentity.spineservices.nhs.uk/openam/XUI/';
const STRANGER = 'signin.practice.example';
const LOCKED = 'The sign-in page says that your account is locked (AADSTS50053).';

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let wardkey: EitherBrowser;
  let page: Page;
  let guide: Guide;

  beforeAll(async () => {
    wardkey = await EitherBrowser.launch(name, { hosts: [STRANGER] });
    page = await wardkey.browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    guide = await guideOf(wardkey, page);
  }, PATIENCE_MS);
  afterAll(() => wardkey?.close());

  /** Gives a wrong password on the page that asks for one. */
  async function giveWrongPassword(): Promise<void> {
    await page.waitForSelector('#i0118', WAIT);
    await page.$eval('#i0118', (field) => {
      if (field instanceof HTMLInputElement) field.value = 'not it';
    });
    await page.click('[data-step=password] #idSIButton9');
  }

  /** A page of Entra's that says something of an error. */
  function entraPage(says: string): string {
    return `<!doctype html><html lang="en"><head><meta name="PageID" content="ConvergedError">
      <title>Sign in to your account</title></head><body><h1>Sign in</h1>
      <div id="exceptionMessageContainer" role="alert">Sorry, but we’re having trouble signing you in.
      <div id="service_exception_message">${says}</div></div></body></html>`;
  }

  /** The popup over the page, once it shows that page. */
  async function popupOver(host: string): Promise<Page> {
    const popup = await wardkey.openPopup(page);
    await popup.waitForFunction(
      (text) => document.querySelector('[data-section=page]')?.textContent?.includes(text) === true,
      WAIT,
      host,
    );
    return popup;
  }

  /** A page of ours that writes down what other pages tell from now on, and their addresses. */
  async function listen(): Promise<Page> {
    // A page that was there before tells nothing any more.
    await page.goto('about:blank');
    const listener = await wardkey.openPage('extension/pages/popup/popup.html');
    await listener.evaluate(() => {
      const told = document.createElement('textarea');
      document.documentElement.append(told);
      chrome.runtime.onMessage.addListener((message: unknown, { url }) => {
        const [kind] = /page\.(here|seen)/.exec(JSON.stringify(message)) ?? [];
        if (kind !== undefined) told.value += `${kind} ${url}\n`;
      });
    });
    await page.bringToFront();
    return listener;
  }

  const heardBy = (listener: Page): Promise<string> =>
    listener.$eval('html > textarea', ({ value }) => value);

  /** Waits until a page has told what it is: what its address tells alone is shown before. */
  async function hear(listener: Page, url: string): Promise<void> {
    await expect.poll(() => heardBy(listener)).toContain(`page.seen ${url}`);
  }

  const troubleIn = (popup: Page): Promise<string | null> =>
    popup.evaluate(
      () =>
        document.querySelector('[data-section=last-trouble]:not([hidden])')?.textContent ?? null,
    );

  test('an account that is locked is told, and the check-up begins with that', async () => {
    await page.goto(ENTRA);
    await page.waitForSelector('#i0116', WAIT);
    await page.type('#i0116', SAM);
    await page.click('#idSIButton9');
    await (await page.waitForSelector('[data-test-cred-id="1"]', WAIT))?.click();
    await giveWrongPassword();
    await guide.says('the name or the password is wrong');
    await giveWrongPassword();
    await giveWrongPassword();
    await page.waitForSelector('#service_exception_message', WAIT);
    await guide.says(LOCKED);
    expect(await guide.text()).toContain('Your IT service desk can help.');

    const popup = await popupOver('login.microsoftonline.com');
    await popup.waitForSelector('[data-trouble=AADSTS50053]', WAIT);
    const told = await troubleIn(popup);
    expect(told).toContain(LOCKED);
    expect(told).toContain('Wait a while');
    expect(told).toContain('Your IT service desk can help.');
    expect(await popup.$('[data-section=last-trouble] [data-action=who-can-help]')).not.toBeNull();
    const way = await popup.$eval('[data-action=check-up]', (link) => link.getAttribute('href'));
    expect(way).toContain('#shown=AADSTS50053&wanted=either&portal=entra');
    await popup.close();

    const checkUp = await wardkey.openPage(String(way).replace(/^.*?(?=extension\/pages)/, ''));
    await checkUp.waitForSelector('[data-cause=account-locked]', WAIT);
    const report = await checkUp.$eval('pre', ({ textContent }) => textContent);
    expect(report).toContain('"shown": "AADSTS50053"');
    expect(report).not.toContain('sam.jones');
    await checkUp.close();
    await page.bringToFront();
  });

  test('it is told no more once the page shows something else', async () => {
    await page.goto('https://portal.nhs.net/');
    const popup = await popupOver('portal.nhs.net');
    await expect.poll(() => troubleIn(popup)).toBeNull();
    await popup.close();
  });

  test('Care Identity’s own failure is told as one of the card', async () => {
    wardkey.portal.stand({
      url: CARE_IDENTITY,
      html: `<!doctype html><html lang="en"><title>CIS2</title>
        <span class="nhsuk-cis2-cia-header-text">CIS2 - Care Identity Authentication</span>
        <h1>Smartcard Authentication Failure</h1><p>400_645</p></html>`,
    });
    await page.goto(CARE_IDENTITY);
    await guide.says('the sign-in with your smartcard has failed');
    const popup = await popupOver('am.nhsidentity');
    await popup.waitForSelector('[data-trouble=smartcard-authentication-failure]', WAIT);
    const way = await popup.$eval('[data-action=check-up]', (link) => link.getAttribute('href'));
    expect(way).toContain('wanted=card&portal=cis2');
    await popup.close();
  });

  test('of a page that says anything at all, no more than a code of the list is told', async () => {
    const secret = 'Sam Jones sam.jones@nhs.net 07700900123';
    wardkey.portal.stand({
      url: ENTRA,
      html: entraPage(`AADSTS99999: ${secret} AADSTS500530000000000 <b>${secret}</b>`),
    });
    await page.goto(ENTRA);
    await guide.says('shows an error that we do not know');
    const popup = await popupOver('login.microsoftonline.com');
    await popup.waitForSelector('[data-trouble=AADSTS-other]', WAIT);
    const kept = await popup.evaluate(async () => {
      const stored = [await chrome.storage.session.get(null), await chrome.storage.local.get(null)];
      return JSON.stringify(stored) + document.body.innerText;
    });
    expect(kept).toContain('AADSTS-other');
    expect(kept).not.toMatch(/jones|07700900123|AADSTS99999|AADSTS5005300/i);
    await popup.close();
  });

  test('nothing is told of a page that is not in the catalogue', async () => {
    const url = `https://${STRANGER}/`;
    wardkey.portal.stand({ url, html: entraPage('AADSTS50053: locked') });
    wardkey.portal.stand({ url: ENTRA, html: entraPage('AADSTS50140: stay signed in?') });
    const listener = await listen();
    await page.goto(url);
    // A script of ours would tell in the idle time after the load, before this.
    await page.evaluate(async () => {
      await new Promise((resolve) => requestIdleCallback(resolve));
      await new Promise((resolve) => requestIdleCallback(resolve));
    });
    const popup = await wardkey.openPopup(page);
    await popup.waitForSelector('[data-section=page] h2', WAIT);
    expect(await troubleIn(popup)).toBeNull();
    await popup.close();
    await page.goto(ENTRA);
    await hear(listener, ENTRA);
    expect(await heardBy(listener)).not.toContain(STRANGER);
    await listener.close();
  });

  test.each([
    [
      'another organisation’s sign-in',
      'https://login.microsoftonline.com/practice.example/oauth2/v2.0/authorize',
      'AADSTS50053: locked',
      '[data-near-miss=other-tenant]',
    ],
    [
      'guidance that speaks of errors',
      'https://support.nhs.net/knowledge-base/',
      'AADSTS50053',
      '[data-page-part=sureness]',
    ],
    [
      'an error that nobody sees',
      ENTRA,
      '<span hidden>AADSTS50053: locked</span>',
      '[data-page-part=next]',
    ],
    ['a question', ENTRA, 'AADSTS50140: stay signed in?', '[data-page-part=next]'],
  ])('nothing is told of %s', async (_, url, says, known) => {
    wardkey.portal.stand({ url, html: entraPage(says) });
    const listener = await listen();
    await page.goto(url);
    await hear(listener, url);
    await listener.close();
    await page.bringToFront();
    // A popup that opens after the page has told shows all that came of it at once.
    const popup = await wardkey.openPopup(page);
    await popup.waitForSelector(known, WAIT);
    expect(await troubleIn(popup)).toBeNull();
    await popup.close();
  });
});
