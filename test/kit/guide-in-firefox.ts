import type { Page } from 'puppeteer';
import type { EitherBrowser } from './either-browser.ts';
import { pageInOwnWindow } from './own-window.ts';

/** How long the guide may take to show something, in milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;
const HELP = 'extension/pages/help/help.html';

/** What a person sees of the banner. Places are CSS pixels of the page. */
interface Seen {
  readonly text: string;
  readonly buttons: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  /** The name of the button with the keyboard's focus; empty while it is elsewhere. */
  readonly focused: string;
  /** What its live regions say. */
  readonly announced: string;
  /** The card as HTML, with the rules that it is drawn by, for whoever examines a copy. */
  readonly html: string;
  readonly style: string;
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

  /** Waits until the banner says a text. @returns all that it says */
  async says(text: string): Promise<string> {
    const seen = await this.#until((now) => now?.text.includes(text) === true, `says “${text}”`);
    return seen?.text ?? '';
  }

  /** All that the banner says now; empty while there is none. */
  async text(): Promise<string> {
    return (await this.#look())?.text ?? '';
  }

  /** The button of the banner that has the keyboard's focus; empty while it is elsewhere. */
  async focused(): Promise<string> {
    return (await this.#look())?.focused ?? '';
  }

  /** What its live regions say now: screen readers read that out by themselves. */
  async announced(): Promise<string> {
    return (await this.#look())?.announced ?? '';
  }

  /** The card and the rules that it is drawn by, as they are now. @throws Error where there is none */
  async copy(): Promise<{ readonly html: string; readonly style: string }> {
    const seen = await this.#until((now) => now !== null, 'is there');
    return { html: seen?.html ?? '', style: seen?.style ?? '' };
  }

  /**
   * Goes by the keyboard alone to a button of the banner, and presses it: forwards from the page, and
   * within the banner in the direction where it is.
   */
  async pressByKeyboard(name: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const seen = await this.#until((now) => buttonOf(now, name) !== undefined, `has “${name}”`);
      if (seen?.focused === name) break;
      if (performance.now() > end) throw new Error(`the keyboard does not reach “${name}”`);
      const names = seen?.buttons.map((button) => button.name) ?? [];
      if (names.indexOf(name) < names.indexOf(seen?.focused ?? '')) await shiftTab(this.#page);
      else await this.#page.keyboard.press('Tab');
    }
    await this.#page.keyboard.press('Enter');
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

  async #look(): Promise<Seen | null> {
    // In the page's own words: what Puppeteer heard of an address may be that of the page before.
    const shown = await this.#page.evaluate(() => location.href);
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
          const nameOf = (button: Element): string =>
            (button.getAttribute('aria-label') ?? button.textContent).trim();
          const buttons = [...root.querySelectorAll('button')].map((button) => {
            const { x, y, width, height } = button.getBoundingClientRect();
            return { name: nameOf(button), x: x + width / 2, y: y + height / 2 };
          });
          const live = [...root.querySelectorAll('[role=status], [aria-live]')];
          return {
            text: (card?.innerText ?? '').replace(/\s+/g, ' '),
            buttons,
            focused: root.activeElement === null ? '' : nameOf(root.activeElement),
            announced: live.map(({ textContent }) => textContent.trim()).join(' '),
            html: card?.outerHTML ?? '',
            style: root.adoptedStyleSheets
              .flatMap(({ cssRules }) => [...cssRules])
              .map(({ cssText }) => cssText)
              .join('\n'),
          };
        },
      });
      return first?.result ?? null;
    }, shown);
  }
}

function buttonOf(seen: Seen | null, name: string): Seen['buttons'][number] | undefined {
  return seen?.buttons.find((button) => button.name === name);
}

/** One step back with the keyboard: past its end, a page in Firefox goes on in the browser's own bars. */
export async function shiftTab(page: Page): Promise<void> {
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
}
