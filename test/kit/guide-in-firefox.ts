import type { Page } from 'puppeteer';
import type { EitherBrowser } from './either-browser.ts';
import { pageInOwnWindow } from './own-window.ts';

/** How long the guide may take to show something, in milliseconds. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 100;
const HELP = 'extension/pages/help/help.html';

/** What a person sees of the banner. Places are CSS pixels of the page. */
interface Seen {
  readonly text: string;
  readonly buttons: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/**
 * The guide's banner on a page in Firefox. Puppeteer finds nothing in a closed shadow root there; an
 * extension does, and so this looks from a page of the extension.
 */
export class GuideInFirefox {
  readonly #page: Page;
  readonly #looker: Page;

  private constructor(page: Page, looker: Page) {
    this.#page = page;
    this.#looker = looker;
  }

  static async on(wardkey: EitherBrowser, page: Page): Promise<GuideInFirefox> {
    const opener = await wardkey.openPage(HELP);
    const looker = await pageInOwnWindow(wardkey.browser, opener, HELP);
    await opener.close();
    await page.bringToFront();
    return new GuideInFirefox(page, looker);
  }

  /** Waits until the banner says a text. @throws Error with what it says instead */
  async says(text: string): Promise<void> {
    await this.#until((seen) => seen?.text.includes(text) === true, `says “${text}”`);
  }

  /** Presses one of its buttons, as a person's mouse does. */
  async press(name: string): Promise<void> {
    const seen = await this.#until((now) => buttonOf(now, name) !== undefined, `has “${name}”`);
    const { x, y } = buttonOf(seen, name) ?? { x: 0, y: 0 };
    await this.#page.mouse.click(x, y);
  }

  /** Waits until there is no banner on the page. */
  async isGone(): Promise<void> {
    await this.#until((seen) => seen === null, 'is gone');
  }

  async #until(isSo: (seen: Seen | null) => boolean, wish: string): Promise<Seen | null> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const seen = await this.#look().catch(() => undefined);
      if (seen !== undefined && isSo(seen)) return seen;
      if (performance.now() > end) throw new Error(`not so: the guide ${wish}; ${seen?.text}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #look(): Promise<Seen | null> {
    return this.#looker.evaluate(async (address): Promise<Seen | null> => {
      const tabs = await chrome.tabs.query({});
      const tabId = tabs.find(({ url }) => url === address)?.id;
      if (tabId === undefined) throw new Error('no such tab');
      const [first] = await chrome.scripting.executeScript({
        target: { tabId },
        func: () => {
          const host = document.querySelector('wardkey-guide');
          const root: unknown = host && Reflect.get(host, 'openOrClosedShadowRoot');
          if (!(root instanceof ShadowRoot)) return null;
          const card = root.querySelector<HTMLElement>('[aria-label]');
          const buttons = [...root.querySelectorAll('button')].map((button) => {
            const { x, y, width, height } = button.getBoundingClientRect();
            const name = (button.getAttribute('aria-label') ?? button.innerText).trim();
            return { name, x: x + width / 2, y: y + height / 2 };
          });
          return { text: (card?.innerText ?? '').replace(/\s+/g, ' '), buttons };
        },
      });
      return first?.result ?? null;
    }, this.#page.url());
  }
}

function buttonOf(seen: Seen | null, name: string): Seen['buttons'][number] | undefined {
  return seen?.buttons.find((button) => button.name === name);
}
