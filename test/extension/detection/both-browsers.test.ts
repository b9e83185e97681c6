import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { BROWSER_NAMES } from '../../kit/browser-names.ts';
import { fixtureOf, Walk } from './walk.ts';

const NHS = '37c354b2-85b0-47f5-b222-07b48d774ee3';

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await Walk.begin(name);
  });
  afterAll(() => walk?.wardkey.close());

  const says = (key: Parameters<typeof sayOfPage>[1]) => walk.hears(sayOfPage('en', key));

  test('the way from the portal is known step by step, over hosts that everybody uses', async () => {
    await walk.goTo(fixtureOf('portal-home'));
    await says('pageNames.portal-home');
    await says('owners.nhs');
    const { html } = fixtureOf('entra-username');
    const url = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize';
    walk.wardkey.portal.stand({ url, html });
    await walk.page.evaluate((address) => location.assign(address), url);
    await says('pageNames.entra-username');
    await says('pageNext.entra-username');
    await walk.goTo({
      ...fixtureOf('entra-fido'),
      url: 'https://login.microsoft.com/common/fido/get',
    });
    await says('pageNames.entra-fido');
    await walk.goTo({ html: '<title>Mail</title>', url: 'https://outlook.office.com/mail/' });
    await says('pageNames.owa');
  });

  test('a view that changes without a change of address is followed', async () => {
    await walk.goTo(fixtureOf('entra-username'), `?tenant=${NHS}`);
    await says('pageNames.entra-username');
    const password = /<body>(.*)<\/body>/s.exec(fixtureOf('entra-password').html)?.[1] ?? '';
    await walk.page.evaluate((body) => {
      document.body.innerHTML = body;
    }, password);
    await says('pageNames.entra-password');
  });

  test('a page that cannot be looked at is still its portal’s, and known once it can', async () => {
    const { url, html } = fixtureOf('portal-fido2-tokens');
    await walk.page.goto('about:blank');
    const inTheWay =
      '<form id="in-the-way"><input name="matches"></form><img name="querySelector">';
    await walk.goTo({ url, html: html.replace('</body>', `${inTheWay}</body>`) });
    await says('portalNames.nhsnet-portal');
    await walk.page.evaluate(() => {
      for (const part of [...document.forms, ...document.images]) part.remove();
    });
    await says('pageNames.portal-fido2-tokens');
  });

  test('what everybody uses is no page of the NHS without a sign of it', async () => {
    await walk.page.goto('about:blank');
    const { html } = fixtureOf('entra-username');
    await walk.goTo({ html, url: 'https://login.microsoftonline.com/common/login' });
    await says('nearMisses.no-evidence');
    await walk.goTo(fixtureOf('entra-username', 'other-tenant'));
    await says('nearMisses.other-tenant');
  });

  test('a hidden security key is warned of', async () => {
    await walk.goTo(fixtureOf('entra-mfa-choose', 'key-not-displayed'), `?tenant=${NHS}`);
    await says('keyWarnings.key-choice-hidden');
    await says('pageNames.entra-mfa-choose');
  });

  test('a portal whose step is not known is named all the same, and its report holds no text', async () => {
    await walk.goTo({
      url: 'https://portal.nhs.net/Somewhere/sam.jones@nhs.net',
      html: '<title>Sam Jones</title><h1>Sam Jones</h1><form><input id="field" value="Jones-typed"></form>',
    });
    await says('portalNames.nhsnet-portal');
    await says('sureness.portal');
    await walk.popup.click('[data-action=report]');
    const report = await walk.popup.waitForSelector('.report');
    const text = await report?.evaluate((part) => part.textContent);
    expect(text).toContain('input#<hidden: 5 letters>');
    expect(text).toContain('/<hidden: 9 letters>/<hidden: 17 letters, marks>');
    expect(text).not.toMatch(/jones/i);
  });

  test('no script of ours stands in a page of mail, nor in one of strangers', async () => {
    const scripts = await walk.popup.evaluate(() =>
      chrome.runtime.getManifest().content_scripts?.flatMap(({ matches = [] }) => matches),
    );
    expect(scripts?.length).toBeGreaterThan(20);
    expect(scripts?.filter((match) => /outlook|\*:|<all_urls>|\/\/\*/.test(match))).toEqual([]);
  });

  /** Sends the scripts to the page, as to one that has asked. @returns what stands in it then */
  const sendScripts = (): Promise<unknown> =>
    walk.popup.evaluate(
      async (url, files) => {
        const [tab] = await chrome.tabs.query({ url });
        const target = { tabId: tab?.id ?? -1 };
        for (const file of files) await chrome.scripting.executeScript({ target, files: [file] });
        const func = () => ({
          looks: Object.hasOwn(window, 'wardkeyLookAgain'),
          guides: 'wardkeyGuide' in globalThis,
        });
        const [found] = await chrome.scripting.executeScript({ target, func });
        return found?.result;
      },
      `${new URL(walk.page.url()).origin}/*`,
      ['page-catalogue.js', 'page-pages.js', 'page-look.js', 'banner.js'],
    );

  test('scripts that come to a page of mail, too late for the page before it, leave it alone', async () => {
    await walk.goTo(fixtureOf('portal-home'));
    await says('pageNames.portal-home');
    expect(await sendScripts()).toEqual({ looks: true, guides: true });
    await walk.goTo({ html: '<title>Mail</title>', url: 'https://outlook.office.com/mail/' });
    await says('pageNames.owa');
    expect(await sendScripts()).toEqual({ looks: false, guides: false });
  });
});
