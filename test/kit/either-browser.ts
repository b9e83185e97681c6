import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { PracticePortal } from '../portal/server.ts';
import { buildTargets, TARGETS } from '../run/build.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { chooseInPopup } from './choose-sign-in.ts';
import { closeChromium, launchChromium } from './chromium.ts';
import { enterPin } from './enter-pin.ts';
import { EXTENSION_ID } from './extension.ts';
import { firefoxAddress, launchFirefox } from './firefox.ts';
import type { KeySeat } from './key-seat.ts';
import { takeNativeHostsAway } from './native-host.ts';
import { pageInOwnWindow, reloadOwnWindow } from './own-window.ts';
import { noPageAt, pageAt } from './page-at.ts';
import { readerSeat } from './reader-seat.ts';
import { socketSeat } from './socket-seat.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { touchAwaited } from './touch.ts';
import { Undo } from './undo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POPUP = 'extension/pages/popup/popup.html';
const SIGN_IN_PAGE = 'extension/pages/sign-in/sign-in.html';

/** The browsers that the extension is for; a test for both runs once in each. */
export const BROWSER_NAMES = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSER_NAMES)[number];

export interface EitherBrowserOptions {
  /** Whether the key is plugged in from the start. Default true. */
  readonly plugged?: boolean;
  /** As for {@link launch}: a bridge from the sources, or the installed one with a real pcscd. */
  readonly via?: 'in-process' | 'pcsc';
  /** Whether the bridge is installed. Default true. */
  readonly bridge?: boolean;
  /** Hosts beside the catalogue's at which {@link PracticePortal.stand} can put a page. */
  readonly hosts?: readonly string[];
}

/**
 * A browser with Wardkey's guide edition in it, a virtual key and the practice portal under the real
 * host names: what works alike in Chromium and in Firefox.
 */
export class EitherBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  readonly portal: PracticePortal;
  readonly key: VirtualKey;
  readonly #seat: KeySeat;
  readonly #undo: Undo;

  private constructor(
    name: BrowserName,
    browser: Browser,
    parts: Pick<EitherBrowser, 'portal' | 'key'>,
    seat: KeySeat,
    undo: Undo,
  ) {
    this.name = name;
    this.browser = browser;
    this.portal = parts.portal;
    this.key = parts.key;
    this.#seat = seat;
    this.#undo = undo;
  }

  /** Starts a browser of that name. @throws Error when it does not come up */
  static async launch(
    name: BrowserName,
    options: EitherBrowserOptions = {},
  ): Promise<EitherBrowser> {
    const undo = new Undo();
    try {
      return await EitherBrowser.#start(name, options, undo);
    } catch (error) {
      await undo.run();
      throw error;
    }
  }

  static async #start(
    name: BrowserName,
    { plugged = true, bridge = true, via, hosts }: EitherBrowserOptions,
    undo: Undo,
  ): Promise<EitherBrowser> {
    const folder = await temporaryFolder();
    undo.later(folder.remove);
    const portal = await PracticePortal.start(hosts);
    undo.later(() => portal.close());
    const makeSeat = via === 'pcsc' ? readerSeat : socketSeat;
    const seat = await makeSeat(folder.path, undo);
    const key = new VirtualKey({ pin: '1234' });
    if (plugged) await seat.plug(key);
    if (!bridge) await takeNativeHostsAway(folder.path);
    const browser = await start(name, folder.path, portal, seat.env);
    undo.later(() => (name === 'firefox' ? browser.close() : closeChromium(browser)));
    return new EitherBrowser(name, browser, { portal, key }, seat, undo);
  }

  /** The reader of a bridge that is reached `via: 'pcsc'`. */
  get reader(): VirtualReader | null {
    return this.#seat.reader;
  }

  /** The address of a page of the extension. @param path below the extension's root */
  addressOf(path: string): string {
    return this.name === 'firefox'
      ? firefoxAddress(path)
      : `chrome-extension://${EXTENSION_ID}/${path}`;
  }

  /** Opens a page of the extension in a tab. */
  async openPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    // Firefox tells nothing of how the loading of such a page goes.
    await page.goto(this.addressOf(path), { waitUntil: [] });
    await page.waitForFunction(() => document.body !== null && 'runtime' in chrome);
    return page;
  }

  /**
   * Opens the popup over a page: the popup's own page, in a window by itself, so that the page stays
   * the one in front of its window, as it is below the real popup.
   */
  async openPopup(page: Page): Promise<Page> {
    const opener = await this.openPage(POPUP);
    const popup = await pageInOwnWindow(this.browser, opener, POPUP);
    await page.bringToFront();
    await opener.close();
    await reloadOwnWindow(popup);
    return popup;
  }

  /** Chooses "Sign in through Wardkey" for a page, by the popup and its own button. */
  async chooseSignIn(page: Page): Promise<void> {
    await chooseInPopup(() => this.openPopup(page));
    await page.bringToFront();
  }

  /** Waits for the sign-in window: it opens when the person is needed. */
  signInWindow(): Promise<Page> {
    return pageAt(this.browser, this.addressOf(SIGN_IN_PAGE));
  }

  /** Waits until no sign-in window is open. */
  noSignInWindow(): Promise<void> {
    return noPageAt(this.browser, this.addressOf(SIGN_IN_PAGE));
  }

  /** Types the PIN into the sign-in window once it asks for it, and sends it. */
  async enterPin(pin: string): Promise<void> {
    await enterPin(await this.signInWindow(), pin);
  }

  /** Touches the key as soon as it asks for it. Its `presence.mode` must be `wait`. */
  async touch(): Promise<void> {
    await touchAwaited(this.key.presence);
    this.key.presence.touch();
  }

  /** Puts the key in. */
  plug(): Promise<void> {
    return this.#seat.plug(this.key);
  }

  /** Takes the key out. */
  unplug(): Promise<void> {
    return this.#seat.unplug(this.key);
  }

  /** Ends everything that was started and clears away its files. A second call does nothing. */
  close(): Promise<void> {
    return this.#undo.run();
  }

  /** Lets `await using` close it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function start(
  name: BrowserName,
  home: string,
  portal: PracticePortal,
  env: Readonly<Record<string, string>>,
): Promise<Browser> {
  const target = name === 'firefox' ? 'firefox' : 'guide';
  buildTargets([target]);
  const options = { home, extension: join(ROOT, TARGETS[target]), portal, env };
  return name === 'firefox'
    ? launchFirefox(options)
    : launchChromium({ ...options, headless: true });
}
