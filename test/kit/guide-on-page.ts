import type { ElementHandle, Page } from 'puppeteer';

const PATIENCE_MS = 15_000;

/** The guide's banner on a page, as assistive technology sees it: its shadow root is closed. */
export class GuideOnPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until the banner says a text. @returns all that it says */
  async says(text: string): Promise<string> {
    let last = '';
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      last = await this.text();
      if (last.includes(text)) return last;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the guide does not say “${text}”, but “${last}”`);
  }

  /** All that the banner says now; empty while there is none. */
  async text(): Promise<string> {
    const region = await this.#region();
    const said = await region?.evaluate((found) =>
      found instanceof HTMLElement ? found.innerText : '',
    );
    return (said ?? '').replace(/\s+/g, ' ').trim();
  }

  /** Presses one of its buttons, as a person's mouse does. */
  async press(name: string): Promise<void> {
    const button = await this.#button(name);
    await button.click();
  }

  /** The names of its buttons. */
  async buttons(): Promise<string[]> {
    const region = await this.#region();
    return (
      (await region?.evaluate((found) =>
        [...found.querySelectorAll('button')].map((one) => one.ariaLabel ?? one.innerText),
      )) ?? []
    );
  }

  async box(): Promise<{ x: number; y: number; width: number; height: number } | null> {
    return (await (await this.#region())?.boundingBox()) ?? null;
  }

  async #button(name: string): Promise<ElementHandle> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const found = await (await this.#region())
        ?.$(`aria/${name}[role="button"]`)
        .catch(() => null);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the guide has no button “${name}”, but ${await this.buttons()}`);
  }

  /** A page that goes away meanwhile has none. */
  async #region(): Promise<ElementHandle | null> {
    return this.#page.$('aria/Wardkey guide[role="region"]').catch(() => null);
  }
}
