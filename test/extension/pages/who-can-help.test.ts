import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ActedPage } from '../../pictures/acted-background.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import { helpScenes } from '../../pictures/guide-scenes.ts';
import { type PageServer, servePages } from '../../pictures/page-server.ts';
import { popupScenes, signInScenes } from '../../pictures/scenes.ts';

// Somebody with no way in at the bedside gets from every error to those who can help, with the code
// to read out to them, by one press.

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-who-can-help');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test.each([
  ['popup', popupScenes('en')],
  ['sign-in', signInScenes('en')],
] as const)('every error that the %s page shows leads there', async (name, scenes) => {
  const acted = await ActedPage.open(browser, server, name);
  let errors = 0;
  for (const [scene, view] of Object.entries(scenes)) {
    await acted.show(view);
    const ways = await acted.page.$$eval('.explanation', (shown) =>
      shown.map((one) => ({
        code: one.getAttribute('data-code'),
        way: one.querySelector('a[data-action=who-can-help]')?.getAttribute('href'),
      })),
    );
    errors += ways.length;
    for (const { code, way } of ways) {
      expect(way, scene).toBe(
        `/extension/pages/help/help.html#${new URLSearchParams({ part: 'contacts', code: code ?? '' })}`,
      );
    }
  }
  expect(errors).toBeGreaterThan(2);
  await acted.page.close();
});

test('the help page says who, when they are there, and what to read out to them', async () => {
  const acted = await ActedPage.open(browser, server, 'help', '#part=contacts&code=pin-blocked');
  const view = helpScenes('en')['all'];
  if (view === undefined) throw new Error('no scene');
  await acted.show(view);
  const shown = await acted.page.$eval('#contacts', (part) =>
    part instanceof HTMLElement ? part.innerText : '',
  );
  expect(shown).toContain('To read out to the help desk: pin-blocked');
  expect(shown).toContain('Ward IT help');
  expect(shown).toContain('01632 960 001');
  expect(shown).toContain('Open: 8 am to 6 pm');
  expect(await acted.page.evaluate(() => document.activeElement?.id)).toBe('contacts');
  await acted.page.close();
});

test.each(['#part=contacts&code=Call%200900%20123456', '#part=contacts', '#contacts'])(
  'nothing but a code of ours is shown to be read out: %s',
  async (hash) => {
    const acted = await ActedPage.open(browser, server, 'help', hash);
    const view = helpScenes('en')['all'];
    if (view === undefined) throw new Error('no scene');
    await acted.show(view);
    const visible = await acted.page.$eval('.read-out', (line) => line.checkVisibility());
    expect(visible).toBe(false);
    await acted.page.close();
  },
);
