import { join } from 'node:path';
import manifest from '../../manifest.json' with { type: 'json' };
import { Marionette } from './marionette.ts';

/** What a Firefox is started with, so that {@link FirefoxInside} can reach into it. */
export const OPEN_INSIDE = {
  args: ['--marionette'],
  prefs: {
    'marionette.port': 0,
    // Keys that are not real, instead of real ones.
    'security.webauth.webauthn_enable_softtoken': true,
    'security.webauth.webauthn_enable_usbtoken': false,
  },
} as const;

/** Ends the add-on's event page, as Firefox does when it was idle. */
const END_BACKGROUND = `
  const [id, done] = arguments;
  WebExtensionPolicy.getByID(id).extension
    .terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
    .then(() => done(null), (thrown) => done(String(thrown)));
`;

/** Presses the add-on's button in the toolbar, with all that this gives it leave for. */
const PRESS_BUTTON = `
  const [id, done] = arguments;
  const { extension } = WebExtensionPolicy.getByID(id);
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  extension.apiManager.global.browserActionFor(extension).triggerAction(window);
  done(null);
`;

/** Sets a preference, which holds from then on. */
const SET_PREFERENCE = `
  const [id, name, value, done] = arguments;
  Services.prefs.setIntPref(name, value);
  done(null);
`;

/** What a person or Firefox itself does, and no page can: in Firefox's own scripts. */
export class FirefoxInside {
  readonly #profile: string;
  #firefox: Promise<Marionette> | null = null;

  /** @param home of the browser */
  constructor(home: string) {
    this.#profile = join(home, 'firefox');
  }

  /** Gives Firefox's own WebAuthn a key that is always touched, for all pages. */
  async plugKey(): Promise<void> {
    const firefox = await this.#connected();
    await firefox.ask('WebAuthn:AddVirtualAuthenticator', {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserConsenting: true,
      isUserVerified: true,
    });
  }

  /** Ends the event page in the middle of whatever it does. */
  endBackground(): Promise<void> {
    return this.#run(END_BACKGROUND);
  }

  /** Presses the icon over the page in front. */
  pressIcon(): Promise<void> {
    return this.#run(PRESS_BUTTON);
  }

  /** Sets a preference of whole numbers: pages that are open follow. */
  prefer(name: string, value: number): Promise<void> {
    return this.#run(SET_PREFERENCE, name, value);
  }

  /** @throws Error with what the script says went wrong */
  async #run(script: string, ...given: readonly unknown[]): Promise<void> {
    const { id } = manifest.browser_specific_settings.gecko;
    const firefox = await this.#connected();
    await firefox.ask('Marionette:SetContext', { value: 'chrome' });
    // The window that it was in may have gone; which one it is does not matter.
    const handles = await firefox.ask('WebDriver:GetWindowHandles', {});
    if (!Array.isArray(handles)) throw new Error('Firefox has no window');
    await firefox.ask('WebDriver:SwitchToWindow', { handle: handles[0], focus: false });
    const answer = await firefox.ask('WebDriver:ExecuteAsyncScript', {
      script,
      args: [id, ...given],
    });
    const complaint = JSON.stringify(answer);
    if (complaint !== '{"value":null}') throw new Error(complaint);
  }

  /** Only once the browser has gone: without this connection, it ends Puppeteer's session too. */
  async close(): Promise<void> {
    (await this.#firefox)?.close();
  }

  #connected(): Promise<Marionette> {
    this.#firefox ??= Marionette.to(this.#profile);
    return this.#firefox;
  }
}
