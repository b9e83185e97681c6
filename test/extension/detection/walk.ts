import type { Page } from 'puppeteer';
import type { BrowserName } from '../../kit/browser-names.ts';
import { EitherBrowser } from '../../kit/either-browser.ts';
import type { Fixture } from '../../portal/fixtures/fixture.ts';
import { fixtures } from '../../portal/fixtures/fixtures.ts';

/** Hosts of strangers, at which a test has pages stand. */
const STRANGERS = ['login-microsoftonline.com', 'www.practice.example'];

const ALL = fixtures();

/** A fixture by its page and variant. @throws Error for one that is not there */
export function fixtureOf(id: string, variant = 'base'): Fixture {
  const found = ALL.find((fixture) => fixture.id === id && fixture.variant === variant);
  if (found === undefined) throw new Error(`no fixture: ${id} (${variant})`);
  return found;
}

/** A tab that goes from fixture to fixture, with the popup that is open over it. */
export class Walk {
  readonly wardkey: EitherBrowser;
  readonly page: Page;
  readonly popup: Page;

  private constructor(wardkey: EitherBrowser, page: Page, popup: Page) {
    this.wardkey = wardkey;
    this.page = page;
    this.popup = popup;
  }

  static async begin(name: BrowserName): Promise<Walk> {
    const wardkey = await EitherBrowser.launch(name, { hosts: STRANGERS });
    const page = await wardkey.browser.newPage();
    return new Walk(wardkey, page, await wardkey.openPopup(page));
  }

  /** Goes to a fixture at its address, or at another one. */
  async goTo({ url, html }: Pick<Fixture, 'url' | 'html'>, query = ''): Promise<void> {
    this.wardkey.portal.stand({ url, html });
    await this.page.goto(`${url}${query}`);
  }

  /** Waits until the popup's part on this page says something. */
  async hears(text: string): Promise<void> {
    await this.popup.waitForFunction(
      (wanted) => document.querySelector('[data-section=page]')?.textContent.includes(wanted),
      {},
      text,
    );
  }
}
