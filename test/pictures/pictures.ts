import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { LANGUAGES } from '../../shared/settings/settings.ts';
import { ActedPage } from './acted-background.ts';
import { BannerBench, bannerSource } from './banner-bench.ts';
import { launchBrowser } from './browser.ts';
import { bannerScenes, guideScenes, helpScenes } from './guide-scenes.ts';
import { dress, type Look } from './looks.ts';
import { type PageServer, servePages } from './page-server.ts';
import { popupScenes, signInScenes } from './scenes.ts';
import { settingsScenes } from './settings-scenes.ts';

const LOOK_NAMES: readonly Look[] = ['light', 'dark', 'contrast', 'narrow'];

/** The browser makes a popup as wide as its content asks for, in CSS pixels. */
const POPUP_WIDTH = 360;

/** When the PIN field is open, so that pictures of it are alike. */
const SETTLED_MS = 900;

const SCENES = {
  popup: popupScenes,
  'sign-in': signInScenes,
  guide: guideScenes,
  help: helpScenes,
  settings: settingsScenes,
} as const;

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node test/pictures/pictures.ts FOLDER');
  process.exitCode = 2;
} else {
  await takeAll(folder);
}

/** Every stage and state, in every look and language, as PNG. */
async function takeAll(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const server = await servePages(join('node_modules/.cache/wardkey', 'pictures'));
  const browser = await launchBrowser();
  const source = await bannerSource();
  try {
    for (const language of LANGUAGES) {
      // Welsh is as long as it gets in the narrow window; colours are the same as in English.
      for (const look of language === 'en' ? LOOK_NAMES : ['narrow' as const]) {
        for (const page of ['sign-in', 'popup', 'guide', 'help', 'settings'] as const) {
          await take({ browser, server, page, look, into, language });
        }
        await takeBanner({ browser, look, into, language, source });
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Series {
  readonly browser: Browser;
  readonly server: PageServer;
  readonly page: keyof typeof SCENES;
  readonly look: Look;
  readonly into: string;
  readonly language: (typeof LANGUAGES)[number];
}

async function take({ browser, server, page, look, into, language }: Series): Promise<void> {
  const acted = await ActedPage.open(browser, server, page);
  await dress(acted.page, look, page === 'popup' ? POPUP_WIDTH : Number.POSITIVE_INFINITY);
  const scenes = SCENES[page](language);
  for (const [name, view] of Object.entries(scenes)) {
    await acted.show(view);
    if (/^(new-)?pin/.test(name)) await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    await acted.page.screenshot({
      path: `${join(into, `${page}-${name}-${language}-${look}`)}.png`,
      fullPage: page !== 'sign-in',
    });
  }
  if (acted.troubles.length > 0) throw new Error(acted.troubles.join('\n'));
  await acted.page.close();
}

/** The banner on a page, in a window as a person has it and in a narrow one. */
async function takeBanner(
  series: Omit<Series, 'page' | 'server'> & { readonly source: string },
): Promise<void> {
  const { browser, look, into, language, source } = series;
  const bench = await BannerBench.open(browser, source);
  await dress(bench.page, look, Number.POSITIVE_INFINITY);
  if (look !== 'narrow') await bench.page.setViewport({ width: 1000, height: 640 });
  await bench.run();
  for (const [name, view] of Object.entries(bannerScenes(language))) {
    await bench.show(view);
    await bench.page.screenshot({ path: join(into, `banner-${name}-${language}-${look}.png`) });
  }
  await bench.page.close();
}
