import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { PracticePortal } from '../portal/server.ts';
import { buildTargets, TARGETS } from '../run/build.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { BridgeProgram } from './bridge-program.ts';
import type { BrowserName } from './browser-names.ts';
import { chooseInPopup } from './choose-sign-in.ts';
import { closeChromium, launchChromium, MACHINES_OWN } from './chromium.ts';
import { enterPin } from './enter-pin.ts';
import { EXTENSION_ID } from './extension.ts';
import { firefoxAddress, launchFirefox } from './firefox.ts';
import { FirefoxInside } from './firefox-inside.ts';
import type { KeySeat } from './key-seat.ts';
import { managedChromium } from './managed-chromium.ts';
import { managedFirefox } from './managed-firefox.ts';
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

export interface EitherBrowserOptions {
  /** Whether the key is plugged in from the start. Default true. */
  readonly plugged?: boolean;
  /** As for {@link launch}: a bridge from the sources, or the installed one with a real pcscd. */
  readonly via?: 'in-process' | 'pcsc';
  /** Whether the bridge is installed. Default true. */
  readonly bridge?: boolean;
  /** Hosts beside the catalogue's at which {@link PracticePortal.stand} can put a page. */
  readonly hosts?: readonly string[];
  /** Wardkey's settings by an administrator's policy. Default: none. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Which build of the extension Chromium has; Firefox has one alone. Default `guide`. */
  readonly edition?: 'full' | 'guide';
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
  /** The bridge that the browser starts: to take it away, to kill it, to put another in its place. */
  readonly bridge: BridgeProgram;
  /** What Firefox alone can be made to do. */
  readonly inside: FirefoxInside;
  readonly #seat: KeySeat;
  readonly #undo: Undo;

  private constructor(
    name: BrowserName,
    browser: Browser,
    parts: Pick<EitherBrowser, 'portal' | 'key' | 'bridge' | 'inside'>,
    seat: KeySeat,
    undo: Undo,
  ) {
    this.bridge = parts.bridge;
    this.inside = parts.inside;
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
    {
      plugged = true,
      bridge = true,
      via,
      hosts,
      settings,
      edition = 'guide',
    }: EitherBrowserOptions,
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
    const program = await BridgeProgram.of(folder.path, name);
    if (!bridge) await program.uninstall();
    const browser = await start(name, {
      home: folder.path,
      portal,
      env: seat.env,
      settings,
      edition,
    });
    undo.later(() => (name === 'firefox' ? browser.close() : closeChromium(browser)));
    const inside = new FirefoxInside(browser);
    if (name === 'firefox') await inside.trust(portal.certificates.authority);
    return new EitherBrowser(name, browser, { portal, key, bridge: program, inside }, seat, undo);
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

  /** Puts the key in, or another one. */
  plug(key = this.key): Promise<void> {
    return this.#seat.plug(key);
  }

  /** Takes the key out, or another that was plugged in. */
  unplug(key = this.key): Promise<void> {
    return this.#seat.unplug(key);
  }

  /**
   * Gives the browser's own WebAuthn a key that Wardkey does not see: in Chromium on one page, in
   * Firefox on all.
   */
  async plugIntoBrowser(page: Page): Promise<void> {
    if (this.name === 'firefox') return this.inside.plugKey();
    const devTools = await page.createCDPSession();
    await devTools.send('WebAuthn.enable');
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
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

interface StartOptions {
  readonly home: string;
  readonly portal: PracticePortal;
  readonly env: Readonly<Record<string, string>>;
  readonly settings: EitherBrowserOptions['settings'];
  readonly edition: 'full' | 'guide';
}

async function start(
  name: BrowserName,
  { settings, edition, ...where }: StartOptions,
): Promise<Browser> {
  const target = name === 'firefox' ? 'firefox' : edition;
  buildTargets([target]);
  const options = { ...where, extension: join(ROOT, TARGETS[target]) };
  if (name === 'firefox') {
    const executable = settings && (await managedFirefox(where.home, settings));
    return launchFirefox({ ...options, ownKeys: true, ...(executable && { executable }) });
  }
  const policies = { '3rdparty': { extensions: { [EXTENSION_ID]: settings } } };
  const executable = settings && (await managedChromium(MACHINES_OWN, where.home, { policies }));
  return launchChromium({ ...options, headless: true, ...(executable && { executable }) });
}
