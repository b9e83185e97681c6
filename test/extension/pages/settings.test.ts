import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ActedPage } from '../../pictures/acted-background.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import { type PageServer, servePages } from '../../pictures/page-server.ts';
import { settingsScenes } from '../../pictures/settings-scenes.ts';

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-settings');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The settings page in one of its states. */
async function shown(name: string): Promise<ActedPage> {
  const acted = await ActedPage.open(browser, server, 'settings');
  const scene = settingsScenes('en')[name];
  if (scene === undefined) throw new Error(`No scene ${name}`);
  await acted.show(scene);
  return acted;
}

const textOf = (acted: ActedPage, section: string): Promise<string> =>
  acted.page.$eval(`[data-section=${section}]`, (part) => part.textContent ?? '');

test('what an organisation has set is shown as such, and cannot be changed', async () => {
  const acted = await shown('managed');
  for (const section of ['language', 'portals', 'contacts', 'hosts', 'origins', 'rp-ids']) {
    expect(await textOf(acted, section)).toContain('Set by your organisation');
  }
  expect(await textOf(acted, 'portals')).toContain('adfs-login: #trust-form');
  expect(await textOf(acted, 'contacts')).toContain('020 7946 0000');
  const chosen = ['sign-in', 'web-eid', 'card-removed', 'program'];
  for (const section of chosen) {
    expect(await textOf(acted, section)).toContain('Set by your organisation');
  }
  expect(await textOf(acted, 'web-eid')).toContain('Wardkey answers them.');
  expect(await textOf(acted, 'card-removed')).toContain('its tab is closed');
  expect(await textOf(acted, 'program')).toContain('/etc/wardkey/card-issuers.pem');
  expect(await acted.page.$('[data-action=language]')).toBeNull();
  expect(await acted.page.$('[data-action=allow]')).not.toBeNull();
  expect(acted.troubles).toEqual([]);
});

test('the language is the person’s to choose where nobody else has', async () => {
  const acted = await shown('nothing-set');
  await acted.page.click('[data-action=language]');
  expect(await acted.sent()).toEqual([{ kind: 'language.choose', language: 'cy' }]);
});

test('a policy that does not fit is told with its place', async () => {
  const acted = await shown('problem');
  const text = await acted.page.$eval('[role=alert]', (part) => part.textContent);
  expect(text).toContain('portals[0].host');
  expect(text).toContain('portal.example.org');
});

test.each(['en', 'cy'] as const)('at 200 % nothing is cut off (%s)', async (language) => {
  const acted = await ActedPage.open(browser, server, 'settings');
  // What a small window of 640 pixels has left.
  await acted.page.setViewport({ width: 320, height: 400, deviceScaleFactor: 2 });
  for (const scene of Object.values(settingsScenes(language))) {
    await acted.show(scene);
    expect(await acted.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
});
