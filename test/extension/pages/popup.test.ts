import type { Browser } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PopupView } from '../../../shared/messages/views.ts';
import { ActedPage } from '../../pictures/acted-background.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import { type PageServer, servePages } from '../../pictures/page-server.ts';
import { popupScenes } from '../../pictures/scenes.ts';

const SCENES = popupScenes('en');

let server: PageServer;
let browser: Browser;
let acted: ActedPage;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-popup');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  acted = await ActedPage.open(browser, server, 'popup');
});

afterEach(async () => {
  expect(acted.troubles).toEqual([]);
  await acted.page.close();
});

function scene(name: string): PopupView {
  const view = SCENES[name];
  if (view === undefined) throw new Error(`No scene ${name}`);
  return view;
}

function focusedAction(): Promise<string | null> {
  return acted.page.evaluate(() => document.activeElement?.getAttribute('data-action') ?? null);
}

function textOf(section: string): Promise<string> {
  return acted.page.$eval(`[data-section=${section}]`, (part) => part.textContent ?? '');
}

test('the way to sign in has the focus, and names the tab', async () => {
  await acted.show(scene('offered'));
  expect(await focusedAction()).toBe('sign-in');
  await acted.page.keyboard.press('Enter');
  expect(await acted.sent()).toEqual([{ kind: 'sign-in.choose', tabId: 7 }]);
});

test('the way to the check-up takes the portal along as soon as the page is known', async () => {
  const way = () =>
    acted.page.$eval('[data-action=check-up]', (link) => link.getAttribute('href') ?? '');
  const known = scene('page-sure');
  await acted.show({ ...known, page: null });
  expect(await way()).not.toContain('portal=');
  await acted.show(known);
  expect(await way()).toContain('portal=entra');
});

test.each([
  ['not-listed', 'does not sign you in on this page'],
  ['page-unknown', 'cannot see which page'],
  ['guide', 'it does not sign you in'],
])('%s: no way to sign in, and why', async (name, why) => {
  await acted.show(scene(name));
  expect(await acted.page.$('[data-action=sign-in]')).toBeNull();
  expect(`${await textOf('page')} ${await textOf('sign-in')}`).toContain(why);
});

test.each([
  ['page-sure', ['Sign in with your key', 'Microsoft sign-in', 'Wardkey is sure', 'Put it in']],
  ['page-likely', ['Your FIDO2 keys', 'the NHS’s own', 'fairly sure']],
  ['portal-alone', ['NHS.net Connect portal', 'does not know which step']],
  ['portal-of-policy', ['Trust sign-in', 'Your organisation has named this page']],
  ['near-miss', ['for a different organisation']],
  ['stranger', ['Is this page real?', 'does not know this page']],
])('%s: what the page is, whose it is and how sure that is', async (name, texts) => {
  await acted.show(scene(name));
  const text = await textOf('page');
  for (const part of texts) expect(text).toContain(part);
  expect(await acted.page.$('[data-section=page] [role=alert]')).toBeNull();
});

test('a look-alike is warned of, with the real one, and nothing is offered on it', async () => {
  await acted.show(scene('look-alike'));
  const warning = await acted.page.$eval(
    '[data-section=page] [role=alert]',
    (box) => box.textContent,
  );
  expect(warning).toContain('may not be real');
  expect(warning).toContain('The real one is login.microsoftonline.com.');
  expect(warning).toContain('Do not type your password');
  expect(await acted.page.$('[data-action=sign-in]')).toBeNull();
  expect(await acted.page.$('[data-action=report]')).toBeNull();
});

test('a hidden security key is warned of before all else', async () => {
  await acted.show(scene('key-hidden'));
  const parts = await acted.page.$$eval('[data-section=page] > *', (all) =>
    all.map((part) => part.className),
  );
  expect(parts.indexOf('care')).toBeLessThan(parts.indexOf('page-name'));
});

test('a page that was not recognised is reported in full before it goes anywhere', async () => {
  await acted.show(scene('portal-alone'));
  await acted.page.click('[data-action=report]');
  expect(await acted.sent()).toEqual([{ kind: 'page.report' }]);
  await acted.show(scene('report'));
  expect(await textOf('report')).toContain('input#i0116[type=email][name=loginfmt]');
  await acted.page.click('[data-action=close-report]');
  expect(await acted.sent()).toContainEqual({ kind: 'page.report-closed' });
});

test('missing access is named and asked for', async () => {
  await acted.show(scene('portal-of-policy'));
  expect(await textOf('access')).toContain('a.trust.example, b.trust.example, c.trust.example + 1');
  expect(await acted.page.$('[data-action=allow]')).not.toBeNull();
  await acted.show(scene('offered'));
  expect(await acted.page.$('[data-action=allow]')).toBeNull();
});

test('an open sign-in can be left', async () => {
  await acted.show(scene('open-waiting'));
  expect(await textOf('sign-in')).toContain('Now go back to the page');
  await acted.page.click('[data-action=leave]');
  expect(await acted.sent()).toEqual([{ kind: 'sign-in.leave' }]);
});

test.each([
  ['open-elsewhere', 'in a different tab, for login.microsoft.com'],
  ['open-running', 'Look for the Wardkey window'],
])('%s: says where the sign-in is, and goes there', async (name, where) => {
  await acted.show(scene(name));
  expect(await textOf('sign-in')).toContain(where);
  await acted.page.click('[data-action=show]');
  expect(await acted.sent()).toEqual([{ kind: 'sign-in.show' }]);
});

test('a missing program is explained, and looked for again on request', async () => {
  await acted.show(scene('bridge-missing'));
  expect(await textOf('program')).toContain('Your IT service desk can help.');
  await acted.page.click('[data-action=retry]');
  expect(await acted.sent()).toEqual([{ kind: 'bridge.retry' }]);
});

test('a choice that was not taken is told', async () => {
  await acted.show(scene('offered'));
  await acted.replyWith({ ok: false, code: 'proxy-held' });
  await acted.page.click('[data-action=sign-in]');
  await acted.page.waitForSelector('[role=alert] .explanation');
  expect(await acted.page.$eval('[role=alert]', (place) => place.textContent)).toContain(
    'An add-on in your browser',
  );
});

test('devices that come and go leave the focus where it is', async () => {
  await acted.show(scene('offered'));
  await acted.show({ ...scene('offered'), list: { devices: [], problems: [] } });
  expect(await focusedAction()).toBe('sign-in');
  expect(await textOf('devices')).toContain('No key or card');
});

test('does not say that nothing is there while something stands in the way of seeing', async () => {
  await acted.show(scene('service-stopped'));
  expect(await textOf('devices')).toContain('service on this computer is not running');
  expect(await textOf('devices')).not.toContain('No key or card');
});

test('a smartcard that is no security key is told as a smartcard, with the way to look at it', async () => {
  await acted.show(scene('card-alone'));
  const told = await textOf('devices');
  expect(told).toContain('Keyboard Reader 00 01');
  expect(told).toContain('This reader holds a smartcard.');
  expect(told).not.toContain('Use a different');
  expect(await acted.page.$('[data-section=devices] [data-action=card]')).not.toBeNull();
});

test('speaks Welsh, and says so to screen readers', async () => {
  await acted.show({ ...scene('offered'), language: 'cy' });
  expect(await acted.page.$eval('html', (root) => root.lang)).toBe('cy');
  expect(await textOf('sign-in')).toContain('Mewngofnodi drwy Wardkey');
});

test('at 200 % the popup is read without scrolling sideways, in both languages', async () => {
  // The browser makes a popup at most 800 by 600 pixels large.
  await acted.page.setViewport({ width: 400, height: 300, deviceScaleFactor: 2 });
  for (const view of [...Object.values(SCENES), ...Object.values(popupScenes('cy'))]) {
    await acted.show(view);
    expect(await acted.page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  }
});
