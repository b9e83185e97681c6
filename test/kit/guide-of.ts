import type { Page } from 'puppeteer';
import type { EitherBrowser } from './either-browser.ts';
import { GuideInFirefox } from './guide-in-firefox.ts';
import { GuideOnPage } from './guide-on-page.ts';

/** The guide's banner on a page, in either browser. */
export type Guide = Pick<
  GuideOnPage & GuideInFirefox,
  'says' | 'text' | 'press' | 'pressByKeyboard' | 'announced' | 'focused' | 'isGone'
>;

/** Looks for the guide's banner on a page, in the way that its browser allows. */
export async function guideOf(wardkey: EitherBrowser, page: Page): Promise<Guide> {
  return wardkey.name === 'firefox' ? GuideInFirefox.on(wardkey, page) : new GuideOnPage(page);
}
