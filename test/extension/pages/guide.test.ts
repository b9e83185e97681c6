import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GuideView } from '../../../shared/messages/guide-view.ts';
import { ActedPage } from '../../pictures/acted-background.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import { guideScenes } from '../../pictures/guide-scenes.ts';
import { type PageServer, servePages } from '../../pictures/page-server.ts';

// What news does to the side panel of a person without a mouse, and of one who hears it.

const SCENES = guideScenes('en');

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-guide');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function scene(name: string): GuideView {
  const view = SCENES[name];
  if (view === undefined) throw new Error(`no scene ${name}`);
  return view;
}

test('news of a device is told where the last was, and takes neither the focus nor what is open', async () => {
  const acted = await ActedPage.open(browser, server, 'guide');
  const { page } = acted;
  const step = scene('key-pin');
  const { banner } = step;
  if (banner === null) throw new Error('a step is on');
  await acted.show({ ...step, banner: { ...banner, live: null } });
  await page.click('.who summary');
  await page.focus('[data-action=again]');
  await page.evaluate(() => {
    const kept = [...document.querySelectorAll('main, main :is(h2, p, li, button, summary, a)')];
    Object.assign(globalThis, { kept, region: document.querySelector('main [role=status]') });
  });
  expect(await page.$eval('main [role=status]', ({ textContent }) => textContent)).toBe('');

  const live = { tone: 'touch', text: 'Touch your key now.' } as const;
  const later = { ...step, tabId: 8, banner: { ...banner, live } };
  await acted.show(later);
  expect(await page.$eval('main [role=status]', ({ textContent }) => textContent)).toBe(live.text);
  expect(
    await page.evaluate(() => {
      const kept: Element[] = Reflect.get(globalThis, 'kept');
      const region: Element = Reflect.get(globalThis, 'region');
      return kept.every(({ isConnected }) => isConnected) && region.isConnected;
    }),
  ).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe(
    'again',
  );
  expect(await page.$('.who[open]')).not.toBeNull();

  // A button that stood before is about the tab that is shown now.
  await page.keyboard.press('Enter');
  await expect
    .poll(() => acted.sent())
    .toEqual([expect.objectContaining({ kind: 'guide.move', move: 'again', tabId: 8 })]);

  // Another journey, and none, are what they are where the panel opens with them.
  for (const name of Object.keys(SCENES)) {
    await acted.show(scene(name));
    const fresh = await ActedPage.open(browser, server, 'guide');
    await fresh.show(scene(name));
    const content = () => document.querySelector('main')?.innerHTML.replace(' open=""', '');
    expect(await page.evaluate(content), name).toBe(await fresh.page.evaluate(content));
    await fresh.page.close();
  }
  expect(acted.troubles).toEqual([]);
  await page.close();
});
