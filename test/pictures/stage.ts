import type { Browser, Page } from 'puppeteer';
import type { BrowserName } from '../kit/browser-names.ts';
import { launchFirefox } from '../kit/firefox.ts';
import { FirefoxInside } from '../kit/firefox-inside.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { launchBrowser } from './browser.ts';
import { dress, LOOKS, type Look } from './looks.ts';

/** A browser without the extension, in which pages are looked at. */
export interface Stage {
  readonly browser: Browser;
  /** Makes a page look as a person may see it; see {@link dress}. */
  dress(page: Page, look: Look, maxWidth: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(name: BrowserName): Promise<Stage> {
  if (name === 'firefox') return openFirefoxStage();
  const browser = await launchBrowser();
  return { browser, dress, close: () => browser.close() };
}

/** What Firefox's preferences call colours: a page's own, or the person's for every page. */
const COLOURS = { own: 1, forced: 2 } as const;
const SCHEMES = { dark: 0, light: 1 } as const;

async function openFirefoxStage(): Promise<Stage> {
  const undo = new Undo();
  const home = await temporaryFolder();
  undo.later(home.remove);
  const browser = await launchFirefox({ home: home.path, env: {} });
  undo.later(() => browser.close());
  const inside = new FirefoxInside(browser);
  await inside.prefer('ui.prefersReducedMotion', 1);
  return {
    browser,
    dress: async (page, look, maxWidth) => {
      const { width, height, scheme, forced } = LOOKS[look];
      await page.setViewport({ width: Math.min(width, maxWidth), height });
      await inside.prefer('layout.css.prefers-color-scheme.content-override', SCHEMES[scheme]);
      const colours = forced ? COLOURS.forced : COLOURS.own;
      await inside.prefer('browser.display.document_color_use', colours);
    },
    close: () => undo.run(),
  };
}
