import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES } from '../../shared/settings/settings.ts';
import type { BrowserName } from '../kit/browser-names.ts';
import { ActedPage } from './acted-background.ts';
import { BannerBench, bannerSource } from './banner-bench.ts';
import { CHECK_UP_STORIES, type CheckUpStory, CheckUpVisit } from './check-up-visit.ts';
import { bannerScenes, guideScenes, helpScenes } from './guide-scenes.ts';
import type { Look } from './looks.ts';
import { type PageServer, servePages } from './page-server.ts';
import { popupScenes, signInScenes } from './scenes.ts';
import { settingsScenes } from './settings-scenes.ts';
import { openStage, type Stage } from './stage.ts';

const LOOK_NAMES: readonly Look[] = ['light', 'dark', 'contrast', 'narrow', 'zoomed'];
/** Welsh is as long as it gets in these; colours are the same as in English. */
const WELSH_LOOKS: readonly Look[] = ['narrow', 'zoomed'];

/** The browser makes a popup as wide as its content asks for, in CSS pixels. */
const POPUP_WIDTH = 360;

const CHECK_UP_STORY_NAMES = Object.keys(CHECK_UP_STORIES) as readonly CheckUpStory[];

/** When the PIN field is open, so that pictures of it are alike. */
const SETTLED_MS = 900;

const SCENES = {
  popup: popupScenes,
  'sign-in': signInScenes,
  guide: guideScenes,
  help: helpScenes,
  settings: settingsScenes,
} as const;

const [folder, name = 'chromium'] = process.argv.slice(2);
if (folder === undefined || (name !== 'chromium' && name !== 'firefox')) {
  console.error('Usage: node test/pictures/pictures.ts FOLDER [chromium | firefox]');
  process.exitCode = 2;
} else {
  await takeAll(folder, name);
}

/** Every stage and state, in every look and language, as PNG. */
async function takeAll(into: string, name: BrowserName): Promise<void> {
  await mkdir(into, { recursive: true });
  const server = await servePages(join('node_modules/.cache/wardkey', 'pictures'));
  const stage = await openStage(name);
  const source = await bannerSource();
  try {
    for (const language of LANGUAGES) {
      for (const look of language === 'en' ? LOOK_NAMES : WELSH_LOOKS) {
        for (const page of ['sign-in', 'popup', 'guide', 'help', 'settings'] as const) {
          await take({ stage, server, page, look, into, language });
        }
        await takeCheckUp({ stage, server, look, into, language });
        await takeBanner({ stage, look, into, language, source });
      }
    }
  } finally {
    await stage.close();
    await server.close();
  }
}

interface Series {
  readonly stage: Stage;
  readonly server: PageServer;
  readonly page: keyof typeof SCENES;
  readonly look: Look;
  readonly into: string;
  readonly language: (typeof LANGUAGES)[number];
}

async function take({ stage, server, page, look, into, language }: Series): Promise<void> {
  const acted = await ActedPage.open(stage.browser, server, page);
  await stage.dress(acted.page, look, page === 'popup' ? POPUP_WIDTH : Number.POSITIVE_INFINITY);
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

/** The check-up as it begins, and the verdict of each story. */
async function takeCheckUp(series: Omit<Series, 'page'>): Promise<void> {
  const { stage, server, look, into, language } = series;
  for (const story of ['begin', ...CHECK_UP_STORY_NAMES] as const) {
    const visit = await CheckUpVisit.open(stage.browser, server, { language });
    await stage.dress(visit.page, look, Number.POSITIVE_INFINITY);
    if (story !== 'begin') await visit.tellStory(story);
    const path = join(into, `check-up-${story}-${language}-${look}.png`);
    await visit.page.screenshot({ path, fullPage: true });
    await visit.page.close();
  }
}

/** The banner on a page, in a window as a person has it and in a narrow one. */
async function takeBanner(
  series: Omit<Series, 'page' | 'server'> & { readonly source: string },
): Promise<void> {
  const { stage, look, into, language, source } = series;
  const bench = await BannerBench.open(stage.browser, source);
  await stage.dress(bench.page, look, Number.POSITIVE_INFINITY);
  if (look === 'zoomed') await bench.page.setViewport({ width: 500, height: 320 });
  else if (look !== 'narrow') await bench.page.setViewport({ width: 1000, height: 640 });
  await bench.run();
  for (const [name, view] of Object.entries(bannerScenes(language))) {
    await bench.show(view);
    await bench.page.screenshot({ path: join(into, `banner-${name}-${language}-${look}.png`) });
  }
  const who = await bench.page.$('>>> [data-action=contacts]');
  await who?.click();
  await bench.page.screenshot({ path: join(into, `banner-contacts-${language}-${look}.png`) });
  await bench.page.close();
}
