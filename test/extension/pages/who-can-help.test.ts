import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meaningsOf } from '../../../bridge/cli/explain/meanings.ts';
import { FINDING_CODES } from '../../../shared/diagnosis/catalogue.ts';
import { readGuideCode } from '../../../shared/diagnosis/guide-code.ts';
import { ERROR_CODES } from '../../../shared/errors/codes.ts';
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
    const ways = await acted.page.$$eval('.explanation, .obstacle, .alert:not(:empty)', (shown) =>
      shown.map((one) => one.querySelector('a[data-action=who-can-help]')?.getAttribute('href')),
    );
    errors += ways.length;
    for (const way of ways) {
      const [page, hash] = way?.split('#') ?? [];
      expect(page, scene).toBe('/extension/pages/help/help.html');
      const { part, code } = Object.fromEntries(new URLSearchParams(hash));
      expect(part).toBe('contacts');
      expect(ERROR_CODES).toContain(code);
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
  const code = /To read out to the help desk: (WK[-0-9A-Z]+)/.exec(shown)?.[1] ?? '';
  expect(readGuideCode(code)?.error).toBe('pin-blocked');
  expect(shown).toContain('Ward IT help');
  expect(shown).toContain('01632 960 001');
  expect(shown).toContain('Open: 8 am to 6 pm');
  expect(await acted.page.evaluate(() => document.activeElement?.id)).toBe('contacts');
  await acted.page.close();
});

test('every code becomes one that can be read aloud and that `wardkey explain` knows', async () => {
  const acted = await ActedPage.open(browser, server, 'help', '#part=contacts');
  const view = helpScenes('en')['all'];
  if (view === undefined) throw new Error('no scene');
  await acted.show(view);
  const codes = [...new Set<string>([...ERROR_CODES, ...FINDING_CODES])];
  const read = await acted.page.evaluate(async (all) => {
    const lines: string[] = [];
    for (const code of all) {
      const turned = new Promise((resolve) => {
        window.addEventListener('hashchange', resolve, { once: true });
      });
      location.hash = new URLSearchParams({ part: 'contacts', code }).toString();
      await turned;
      lines.push(document.querySelector('.read-out')?.textContent ?? '');
    }
    return lines;
  }, codes);
  for (const [at, code] of codes.entries()) {
    const spoken = /WK(-[0-9A-HJKMNP-TV-Z]{1,4})+$/.exec(read[at] ?? '')?.[0] ?? '';
    expect(meaningsOf(spoken, 'en')).toMatchObject({ meanings: [{ code }], unknown: [] });
  }
  await acted.page.close();
});

test.each([
  '#part=contacts&code=no-such-code',
  '#part=contacts&code=Call%200900%20123456',
  '#part=contacts',
  '#contacts',
])('nothing but a code of ours is shown to be read out: %s', async (hash) => {
  const acted = await ActedPage.open(browser, server, 'help', hash);
  const view = helpScenes('en')['all'];
  if (view === undefined) throw new Error('no scene');
  await acted.show(view);
  const visible = await acted.page.$eval('.read-out', (line) => line.checkVisibility());
  expect(visible).toBe(false);
  await acted.page.close();
});
