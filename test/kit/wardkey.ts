import type { Browser, Page, WebWorker } from 'puppeteer';
import type { PracticePortal } from '../portal/server.ts';
import type { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import type { VirtualKey } from '../virtual/virtual-key.ts';
import type { BridgeProgram } from './bridge-program.ts';
import { answerPrompt } from './browser-prompt.ts';
import { chooseNewPin } from './choose-new-pin.ts';
import { chooseInPopup } from './choose-sign-in.ts';
import { userDataFolder } from './chromium.ts';
import { enterPin } from './enter-pin.ts';
import type { Extension } from './extension.ts';
import type { KeySeat } from './key-seat.ts';
import { touchAwaited } from './touch.ts';
import type { Undo } from './undo.ts';

const SIGN_IN_PAGE = 'extension/pages/sign-in/sign-in.html';

/** What {@link Wardkey} is made of. */
export interface WardkeyParts {
  /** The browser's HOME. */
  readonly home: string;
  readonly browser: Browser;
  readonly extension: Extension;
  readonly portal: PracticePortal | null;
  readonly key: VirtualKey;
  readonly seat: KeySeat;
  readonly bridge: BridgeProgram;
  readonly undo: Undo;
}

/** A browser with Wardkey in it, a virtual security key, and a portal to sign in to. */
export class Wardkey {
  readonly browser: Browser;
  readonly key: VirtualKey;
  /** The reader that the key lies on, when it is reached through PC/SC. */
  readonly reader: VirtualReader | null;
  /** The service behind that reader: to stop it, and to start it again. */
  readonly pcscd: PrivatePcscd | null;
  /** The bridge that the browser starts: to take it away, to kill it, to put another in its place. */
  readonly bridge: BridgeProgram;
  readonly #home: string;
  readonly #extension: Extension;
  readonly #portal: PracticePortal | null;
  readonly #seat: KeySeat;
  readonly #undo: Undo;

  constructor(parts: WardkeyParts) {
    this.browser = parts.browser;
    this.key = parts.key;
    this.reader = parts.seat.reader;
    this.pcscd = parts.seat.pcscd;
    this.bridge = parts.bridge;
    this.#home = parts.home;
    this.#extension = parts.extension;
    this.#portal = parts.portal;
    this.#seat = parts.seat;
    this.#undo = parts.undo;
  }

  get extensionId(): string {
    return this.#extension.id;
  }

  /** The practice portal. @throws Error when it was launched without one */
  get portal(): PracticePortal {
    if (!this.#portal) throw new Error('launched without a portal');
    return this.#portal;
  }

  /** The extension's background worker. Holding it keeps it from falling asleep. */
  worker(): Promise<WebWorker> {
    return this.#extension.worker();
  }

  /** Ends the background worker, as the browser does when it takes memory back. */
  stopWorker(): Promise<void> {
    return this.#extension.stopWorker();
  }

  /** Opens the extension's popup over the tab in front, as a click on its icon does. */
  openPopup(): Promise<Page> {
    return this.#extension.openPopup();
  }

  /**
   * Presses a button in the question that the browser itself asks the person about the extension:
   * `Allow` or `Deny`. It must have been launched with `prompts`.
   */
  answerPrompt(label: 'Allow' | 'Deny'): Promise<void> {
    return answerPrompt(userDataFolder(this.#home), label);
  }

  /** Chooses "Sign in through Wardkey" for a page: by the popup and its own button. */
  async chooseSignIn(page: Page): Promise<void> {
    await page.bringToFront();
    await chooseInPopup(() => this.openPopup());
    await page.bringToFront();
  }

  /** Waits for the sign-in window: it opens when the person is needed. */
  signInWindow(): Promise<Page> {
    return this.#extension.waitForPage(SIGN_IN_PAGE);
  }

  /**
   * Waits until no sign-in window is open: one that goes by itself takes the focus along, and with
   * it a popup that was just opened.
   */
  noSignInWindow(): Promise<void> {
    return this.#extension.waitForNoPage(SIGN_IN_PAGE);
  }

  /** Types the PIN into the sign-in window once it asks for it, and sends it. */
  async enterPin(pin: string): Promise<void> {
    await enterPin(await this.signInWindow(), pin);
  }

  /** Types a new PIN into the sign-in window once it asks for one, twice, and sends it. */
  async chooseNewPin(pin: string, options: { readonly current?: string } = {}): Promise<void> {
    await chooseNewPin(await this.signInWindow(), pin, options.current);
  }

  /** Touches the key as soon as it asks for it. Its `presence.mode` must be `wait`. */
  async touch(key = this.key): Promise<void> {
    await touchAwaited(key.presence);
    key.presence.touch();
  }

  /** Says no to the key as soon as it asks for a touch. Its `presence.mode` must be `wait`. */
  async deny(): Promise<void> {
    await touchAwaited(this.key.presence);
    this.key.presence.refuse();
  }

  /** Takes the key out, or another that was plugged in. */
  unplug(key = this.key): Promise<void> {
    return this.#seat.unplug(key);
  }

  /**
   * Puts the key in again, with what it knew before it was pulled but for its power-up state; or
   * another one. A reader takes one at a time.
   */
  plug(key = this.key): Promise<void> {
    return this.#seat.plug(key);
  }

  /**
   * RP IDs whose related origins the bridge has asked for, in order.
   * @throws Error for an installed bridge, which keeps no record
   */
  wellKnownAsked(): Promise<readonly string[]> {
    return this.#seat.wellKnownAsked();
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
