import type { Browser, Page, Target, WebWorker } from 'puppeteer';
import { CHROMIUM_EXTENSION_IDS } from '../../bridge/install/extension-ids.ts';

/** Wardkey's id in Chromium, fixed by the key in its manifest: in policies and in addresses. */
export const EXTENSION_ID = CHROMIUM_EXTENSION_IDS[0] ?? '';

/** How long the browser may take to show a page or start a worker, in milliseconds. */
const PATIENCE_MS = 30_000;

/** The extension in a running browser. */
export class Extension {
  readonly id: string;
  readonly #browser: Browser;

  /** @param id another than our own where the extension was packed with another key */
  constructor(browser: Browser, id = EXTENSION_ID) {
    this.id = id;
    this.#browser = browser;
  }

  /** The background worker, once its `chrome` is there. It stays awake while it is held. */
  async worker(): Promise<WebWorker> {
    const target = await this.#browser.waitForTarget(
      (candidate) =>
        candidate.type() === 'service_worker' && candidate.url().startsWith(this.#address('')),
      { timeout: PATIENCE_MS },
    );
    const worker = await target.worker();
    if (!worker) throw new Error('the extension has no worker');
    await until(
      () => worker.evaluate(() => typeof chrome === 'object' && 'action' in chrome),
      'the extension’s worker did not come up',
    );
    return worker;
  }

  /**
   * Ends the background worker, as the browser does when it takes memory back. It is said to the
   * browser through a page, after letting go of the worker: closing the worker's own target does
   * nothing while it has an event to answer, and a worker that a debugger holds comes up halted.
   */
  async stopWorker(): Promise<void> {
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    const onDestroyed = (target: Target) => {
      if (target.type() === 'service_worker' && target.url().startsWith(this.#address(''))) {
        resolve();
      }
    };
    const worker = await this.worker();
    const page = await this.#browser.waitForTarget((target) => target.type() === 'page');
    const session = await page.createCDPSession();
    this.#browser.on('targetdestroyed', onDestroyed);
    try {
      await session.send('ServiceWorker.enable');
      await worker.client.detach();
      await session.send('ServiceWorker.stopAllWorkers');
      await stopped;
    } finally {
      this.#browser.off('targetdestroyed', onDestroyed);
      await session.detach();
    }
  }

  /** Opens the toolbar popup over the tab in front, as a click on the icon does. */
  async openPopup(): Promise<Page> {
    const worker = await this.worker();
    await worker.evaluate(async () => {
      // A click on the icon brings its window to the front; the sign-in window may be there.
      const { id } = await chrome.windows.getLastFocused({ windowTypes: ['normal'] });
      if (id === undefined) throw new Error('no window to click in');
      await chrome.windows.update(id, { focused: true });
      await chrome.action.openPopup({ windowId: id });
    });
    return this.waitForPage('extension/pages/popup/popup.html');
  }

  /** Waits until a page of the extension is open. @param path below the extension's root */
  async waitForPage(path: string): Promise<Page> {
    const target = await this.#browser.waitForTarget((candidate) => this.#shows(candidate, path), {
      timeout: PATIENCE_MS,
    });
    // A second page over the same target would hang the scripts that ask the browser for its pages;
    // only the action popup is a page to nobody else.
    const page = (await target.page()) ?? (await target.asPage());
    // In its own size, not in the one that Puppeteer gives to every page without a display.
    await page.setViewport(null);
    // The target has its address before the document has its `chrome`.
    await page.waitForFunction(() => typeof chrome === 'object' && 'runtime' in chrome, {
      polling: 20,
      timeout: PATIENCE_MS,
    });
    return page;
  }

  /** Waits until a page of the extension is open nowhere. @param path below the extension's root */
  async waitForNoPage(path: string): Promise<void> {
    await until(
      async () => !this.#browser.targets().some((target) => this.#shows(target, path)),
      `${path} stays open`,
    );
  }

  #shows(target: Target, path: string): boolean {
    return target.url().split(/[?#]/)[0] === this.#address(path);
  }

  #address(path: string): string {
    return `chrome-extension://${this.id}/${path}`;
  }
}

/** Asks until it is so. @throws Error with the complaint after {@link PATIENCE_MS} */
async function until(isSo: () => Promise<boolean>, complaint: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
