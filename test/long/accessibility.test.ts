import axe from 'axe-core';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../shared/settings/settings.ts';
import { BROWSER_NAMES } from '../kit/browser-names.ts';
import { ActedPage } from '../pictures/acted-background.ts';
import { BannerBench, bannerSource } from '../pictures/banner-bench.ts';
import { bannerScenes, guideScenes, helpScenes } from '../pictures/guide-scenes.ts';
import type { Look } from '../pictures/looks.ts';
import { type PageServer, servePages } from '../pictures/page-server.ts';
import { popupScenes, signInScenes } from '../pictures/scenes.ts';
import { settingsScenes } from '../pictures/settings-scenes.ts';
import { openStage, type Stage } from '../pictures/stage.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let server: PageServer;
let banner: string;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-accessibility');
  banner = await bannerSource();
});
afterAll(() => server?.close());

/** What axe finds, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(
    `axe.run(document, {runOnly: ${JSON.stringify(RULES)}}).then(({violations, passes}) =>
      passes.length === 0 ? ['axe looked at nothing']
        : violations.flatMap(({id, nodes}) => nodes.map(({html}) => id + ': ' + html)))`,
  );
  if (!Array.isArray(found)) throw new Error('axe gave no answer');
  return found.map(String);
}

/** Whether anything is wider than the window. */
function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

const LOOKS: readonly Look[] = ['light', 'dark', 'contrast', 'narrow'];

/** Firefox takes its time to start on a computer that is busy with other things. */
const START_MS = 180_000;

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(name);
  }, START_MS);
  afterAll(() => stage?.close());

  test.each(LANGUAGES.flatMap((language) => LOOKS.map((look) => [language, look] as const)))(
    'every stage and state (%s, %s) keeps to WCAG 2.2 AA as far as axe can see, and fits',
    { timeout: 240_000 },
    async (language, look) => {
      const pages = {
        'sign-in': signInScenes(language),
        popup: popupScenes(language),
        guide: guideScenes(language),
        help: helpScenes(language),
        settings: settingsScenes(language),
      };
      // The help page is long, and the same in other colours as the panel.
      const names = [
        'sign-in',
        'popup',
        'guide',
        'settings',
        ...(look === 'narrow' ? (['help'] as const) : []),
      ] as const;
      for (const page of names) {
        const acted = await ActedPage.open(stage.browser, server, page);
        await stage.dress(acted.page, look, page === 'popup' ? 360 : 440);
        await acted.page.evaluate(axe.source);
        for (const [scene, view] of Object.entries(pages[page])) {
          await acted.show(view);
          expect(await violations(acted.page), `${page} ${scene}`).toEqual([]);
          expect(await overflows(acted.page), `${page} ${scene}`).toBe(false);
        }
        await acted.page.close();
      }
    },
  );

  test.each(LANGUAGES)(
    'the sign-in window (%s) at twice the size needs no scrolling sideways',
    async (language) => {
      const acted = await ActedPage.open(stage.browser, server, 'sign-in');
      // Its 440 by 600 pixels, in CSS pixels of twice the size.
      await acted.page.setViewport({ width: 220, height: 300, deviceScaleFactor: 2 });
      for (const [scene, view] of Object.entries(signInScenes(language))) {
        await acted.show(view);
        expect(await overflows(acted.page), scene).toBe(false);
      }
      await acted.page.close();
    },
  );

  test.each(LANGUAGES.flatMap((language) => LOOKS.map((look) => [language, look] as const)))(
    'the banner in every state (%s, %s) keeps to WCAG 2.2 AA as far as axe can see, and fits',
    async (language, look) => {
      const bench = await BannerBench.open(stage.browser, banner);
      await stage.dress(bench.page, look, 1000);
      await bench.page.evaluate(axe.source);
      await bench.run();
      for (const [scene, view] of Object.entries(bannerScenes(language))) {
        await bench.show(view);
        expect(await violations(bench.page), scene).toEqual([]);
        expect(await overflows(bench.page), scene).toBe(false);
      }
      await bench.page.close();
    },
  );

  test('axe finds what is wrong where something is wrong', async () => {
    const acted = await ActedPage.open(stage.browser, server, 'popup');
    await acted.page.evaluate(axe.source);
    await acted.page.evaluate(() => document.body.append(document.createElement('button')));
    expect((await violations(acted.page)).join()).toContain('button-name');
    await acted.page.close();
  });
});
