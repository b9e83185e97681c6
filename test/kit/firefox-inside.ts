import type { Browser } from 'puppeteer';
import * as v from 'valibot';
import manifest from '../../manifest.json' with { type: 'json' };

/** With them, a Firefox takes keys that are not real, and no real ones. */
export const KEYS_NOT_REAL = {
  'security.webauth.webauthn_enable_softtoken': true,
  'security.webauth.webauthn_enable_usbtoken': false,
} as const;

// Firefox's own scripts. Each is the text of a function of one argument.

/** Given the add-on: ends its event page, as Firefox does when it was idle. */
const END_BACKGROUND = `async (id) => {
  const { extension } = WebExtensionPolicy.getByID(id);
  const anyhow = { ignoreDevToolsAttached: true, disableResetIdleForTest: true };
  await extension.terminateBackground(anyhow);
}`;
/** Given the add-on: presses its button in the toolbar, with all that this gives it leave for. */
const PRESS_BUTTON = `async (id) => {
  const { extension } = WebExtensionPolicy.getByID(id);
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  // Where its popup is still open, the press would close that and no more.
  for (const panel of window.document.querySelectorAll('panel[panelopen=true]')) {
    const closed = new Promise((resolve) =>
      panel.addEventListener('popuphidden', resolve, { once: true }),
    );
    panel.hidePopup();
    await closed;
  }
  await extension.apiManager.global.browserActionFor(extension).triggerAction(window);
}`;
/** Given a selector: clicks what it finds in the popup, as a person's mouse does, once it is there. */
const PRESS_IN_POPUP = `async (selector) => {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const id = 'test:pressed:' + Services.uuid.generateUUID();
  const press = (wanted, id) => {
    // An earlier try may have pressed it, and its answer came too late.
    if (content.testPressed === id) return sendAsyncMessage(id, true);
    const found = content.document?.querySelector(wanted);
    if (found) content.testPressed = id;
    sendAsyncMessage(id, Boolean(found));
    if (!found) return;
    found.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = found.getBoundingClientRect();
    for (const type of ['mousedown', 'mouseup'])
      content.synthesizeMouseEvent(type, x + width / 2, y + height / 2, { clickCount: 1 });
  };
  const script = '(' + press + ')(' + JSON.stringify(selector) + ',' + JSON.stringify(id) + ')';
  const pause = (ms) => new Promise((resolve) => window.setTimeout(resolve, ms, false));
  // While the popup comes up, its browser is put in the place of another, which answers no more.
  const tried = async (messageManager) => {
    const { promise, resolve } = Promise.withResolvers();
    const onAnswer = ({ data }) => resolve(data);
    messageManager.addMessageListener(id, onAnswer);
    messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
    const isPressed = await Promise.race([promise, pause(3000)]);
    messageManager.removeMessageListener(id, onAnswer);
    return isPressed;
  };
  const end = Date.now() + 30000;
  for (;;) {
    const popup = window.document.querySelector('.webextension-popup-browser');
    const { messageManager } = popup ?? {};
    if (messageManager && (await tried(messageManager))) return;
    if (Date.now() > end) throw new Error('not in the popup: ' + selector);
    await pause(100);
  }
}`;
/** Given JSON of the add-on and a page: waits until that is what the sidebar shows. */
const SIDEBAR_SHOWS = `async (json) => {
  const [id, path] = JSON.parse(json);
  const { extension } = WebExtensionPolicy.getByID(id);
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const { SidebarController } = window;
  const shown = () => {
    if (!SidebarController.isOpen) return '';
    const { contentDocument } = SidebarController.browser;
    return contentDocument?.getElementById('webext-panels-browser')?.currentURI?.spec ?? '';
  };
  const end = Date.now() + 30000;
  while (shown() !== extension.baseURI.resolve(path)) {
    if (Date.now() > end) throw new Error('the sidebar shows: ' + shown());
    await new Promise((resolve) => window.setTimeout(resolve, 50));
  }
}`;
/** Closes the sidebar, as its own button does. */
const CLOSE_SIDEBAR = `async () => {
  Services.wm.getMostRecentWindow('navigator:browser').SidebarController.hide();
}`;
/** Given the add-on: does what the keys of its sidebar do, where they have any. */
const PRESS_SIDEBAR_KEYS = `async (id) => {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const name = 'ext-key-id-' + id.toLowerCase().replace(/[^a-z0-9]/g, '_') + '-sidebar-action';
  const key = window.document.getElementById(name);
  if (!key.getAttribute('key')) throw new Error('no keys');
  key.doCommand();
}`;
/** Given the add-on: loads it anew, as an update does. */
const RELOAD = `async (id) => {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const addon = await AddonManager.getAddonByID(id);
  await addon.reload();
}`;
/** Plugs in a CTAP 2 key at USB that holds passkeys, verifies its person, and is always touched. */
const PLUG_KEY = `async () => {
  const service = Cc['@mozilla.org/webauthn/service;1'].getService(Ci.nsIWebAuthnService);
  await service.addVirtualAuthenticator('ctap2', 'usb', true, true, true, true);
}`;
/** Given base64 of an authority's certificate: takes it as one that came with Firefox. */
const TRUST = `async (authority) => {
  const store = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
  store.addCertFromBase64(authority, 'C,,');
}`;
/** Given JSON of a name and a value: sets a preference. */
const PREFER = `async (json) => {
  const [name, value] = JSON.parse(json);
  if (typeof value === 'boolean') Services.prefs.setBoolPref(name, value);
  else Services.prefs.setIntPref(name, value);
}`;

const Windows = v.object({
  result: v.object({ contexts: v.array(v.object({ context: v.string(), url: v.string() })) }),
});
const Ran = v.object({ result: v.object({ type: v.literal('success') }) });

/** Puppeteer's own line to a Firefox (WebDriver BiDi). */
interface Line {
  send(method: string, parameters: object): Promise<unknown>;
}

/** What a person or Firefox itself does, and no page can: done by Firefox's own scripts. */
export class FirefoxInside {
  readonly #browser: Browser;

  /** @param browser a Firefox that was started with `--remote-allow-system-access` */
  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /**
   * Gives Firefox's own WebAuthn a key, for all pages. Only where it was started with
   * {@link KEYS_NOT_REAL}.
   */
  plugKey(): Promise<void> {
    return this.#run(PLUG_KEY);
  }

  /** Ends the extension's event page in the middle of whatever it does. */
  endBackground(): Promise<void> {
    return this.#run(END_BACKGROUND, manifest.browser_specific_settings.gecko.id);
  }

  /** Loads the extension anew, in the middle of whatever it does. */
  reloadExtension(): Promise<void> {
    return this.#run(RELOAD, manifest.browser_specific_settings.gecko.id);
  }

  /** Presses the extension's icon over the page in front. */
  pressIcon(): Promise<void> {
    return this.#run(PRESS_BUTTON, manifest.browser_specific_settings.gecko.id);
  }

  /** Clicks a button of the popup that {@link pressIcon} opened, once it is there. */
  pressInPopup(selector: string): Promise<void> {
    return this.#run(PRESS_IN_POPUP, selector);
  }

  /** Waits until Firefox's sidebar shows a page of the extension. @param path below its root */
  sidebarShows(path: string): Promise<void> {
    const { id } = manifest.browser_specific_settings.gecko;
    return this.#run(SIDEBAR_SHOWS, JSON.stringify([id, path]));
  }

  closeSidebar(): Promise<void> {
    return this.#run(CLOSE_SIDEBAR);
  }

  /** Does what the keys do that the extension has for its sidebar. @throws Error where it has none */
  pressSidebarKeys(): Promise<void> {
    return this.#run(PRESS_SIDEBAR_KEYS, manifest.browser_specific_settings.gecko.id);
  }

  /**
   * Has Firefox trust an authority: to pages whose certificate it takes by way of exception, it gives
   * no WebAuthn of its own.
   * @param authority PEM
   */
  trust(authority: string): Promise<void> {
    return this.#run(TRUST, authority.replaceAll(/-----[^-]+-----|\s/g, ''));
  }

  /** Gives by itself whatever access the extension asks for from now on, as a person does who agrees. */
  consent(): Promise<void> {
    return this.prefer('extensions.webextOptionalPermissionPrompts', false);
  }

  /** Sets a preference: pages that are open follow. */
  prefer(name: string, value: number | boolean): Promise<void> {
    return this.#run(PREFER, JSON.stringify([name, value]));
  }

  /** @throws Error with what Firefox says went wrong */
  async #run(script: string, given = ''): Promise<void> {
    const line = lineTo(this.#browser);
    const tree = await line.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { contexts } = v.parse(Windows, tree).result;
    const context = contexts.find(({ url }) => url.endsWith('/browser.xhtml'))?.context;
    if (context === undefined) throw new Error('Firefox has no window');
    const answer = await line.send('script.callFunction', {
      target: { context },
      functionDeclaration: script,
      arguments: [{ type: 'string', value: given }],
      awaitPromise: true,
    });
    if (!v.is(Ran, answer)) throw new Error(JSON.stringify(answer));
  }
}

/** Puppeteer has no word for it. @throws Error where it has no such line */
function lineTo(browser: Browser): Line {
  const line: unknown = Reflect.get(browser, 'connection');
  if (!isLine(line)) throw new Error('no line to Firefox');
  return line;
}

function isLine(line: unknown): line is Line {
  return (
    typeof line === 'object' && line !== null && 'send' in line && typeof line.send === 'function'
  );
}
