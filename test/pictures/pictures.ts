import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { LANGUAGES } from '../../shared/settings/settings.ts';
import { ActedPage } from './acted-background.ts';
import { launchBrowser } from './browser.ts';
import { dress, type Look } from './looks.ts';
import { type PageName, type PageServer, servePages } from './page-server.ts';
import { popupScenes, signInScenes } from './scenes.ts';

const LOOK_NAMES: readonly Look[] = ['light', 'dark', 'contrast', 'narrow'];

/** The browser makes a popup as wide as its content asks for, in CSS pixels. */
const POPUP_WIDTH = 360;

/** When the PIN field is open, so that pictures of it are alike. */
const SETTLED_MS = 900;

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
  try {
    for (const language of LANGUAGES) {
      // Welsh is as long as it gets in the narrow window; colours are the same as in English.
      for (const look of language === 'en' ? LOOK_NAMES : ['narrow' as const]) {
        for (const page of ['sign-in', 'popup'] as const) {
          await take({ browser, server, page, look, into, language });
        }
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
  readonly page: PageName;
  readonly look: Look;
  readonly into: string;
  readonly language: (typeof LANGUAGES)[number];
}

async function take({ browser, server, page, look, into, language }: Series): Promise<void> {
  const acted = await ActedPage.open(browser, server, page);
  await dress(acted.page, look, page === 'popup' ? POPUP_WIDTH : Number.POSITIVE_INFINITY);
  const scenes = page === 'popup' ? popupScenes(language) : signInScenes(language);
  for (const [name, view] of Object.entries(scenes)) {
    await acted.show(view);
    if (/^(new-)?pin/.test(name)) await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    await acted.page.screenshot({
      path: `${join(into, `${page}-${name}-${language}-${look}`)}.png`,
      fullPage: page === 'popup',
    });
  }
  if (acted.troubles.length > 0) throw new Error(acted.troubles.join('\n'));
  await acted.page.close();
}
