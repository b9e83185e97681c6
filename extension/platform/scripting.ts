import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { browser } from './browser.ts';

/** The script that says that a page is there, and the one that answers those which ask for a smartcard. */
const SCRIPTS = [
  { id: 'added-portals', name: '/page-seen', runAt: 'document_idle' },
  // Before the page's own scripts can ask.
  { id: 'added-portals-web-eid', name: '/web-eid', runAt: 'document_start' },
] as const;

/** A script as the manifest names it: its name is made by the build. */
function contentScript(name: string): string[] {
  const scripts = browser.runtime.getManifest().content_scripts ?? [];
  return scripts.flatMap(({ js = [] }) => js).filter((path) => path.includes(name));
}

/**
 * Runs a function once in the top frame of a tab, in a world of its own. It goes there as text: it
 * knows nothing of what is around it here. Rejects where the extension may not look.
 * @param given what the function is called with; it survives JSON
 */
export async function runInPage(
  tabId: number,
  look: (given: readonly string[]) => unknown,
  given: readonly string[],
): Promise<unknown> {
  const [first] = await browser.scripting.executeScript({
    target: { tabId },
    func: look,
    args: [[...given]],
  });
  return first?.result;
}

/**
 * The same among the page's own scripts, which can make it say anything. Rejects like {@link runInPage}.
 */
export async function runInPageItself(tabId: number, look: () => unknown): Promise<unknown> {
  const target = { tabId };
  const [first] = await browser.scripting.executeScript({ target, func: look, world: 'MAIN' });
  return first?.result;
}

/** As the build names it. */
const STRANGER_LOOK = 'stranger-look.js';

/** Looks once at a tab's page. @returns what the look found. Rejects like {@link runInPage} */
export async function lookAtStranger(tabId: number): Promise<unknown> {
  await browser.scripting.executeScript({ target: { tabId }, files: [STRANGER_LOOK] });
  return runInPage(tabId, () => Reflect.get(globalThis, 'wardkeyLook'), []);
}

/** As the build names them: the catalogue, what reads it, and what looks at pages. */
const LOOK = ['page-catalogue.js', 'page-pages.js', 'page-look.js'];

/** The page that asked to be looked at, in the browser's words. */
export interface AskingPage {
  readonly url: string;
  /** Firefox tells none before 153. */
  readonly documentId?: string | undefined;
}

/**
 * Has a tab's page looked at from now on, and told of; one that is looked at already is told of anew.
 * One script after the other: each is a piece of work by itself. Rejects like {@link runInPage}.
 * @param asked the one page that it is for; otherwise the one that stands there
 * @throws WardkeyError `page-gone` where the tab has gone on to another page meanwhile
 */
export async function startLooking(tabId: number, asked?: AskingPage): Promise<void> {
  let only = asked?.documentId;
  for (const file of LOOK) {
    // Chromium takes the id of a document that it keeps for the way back for the one that is there.
    if (asked !== undefined && !(await isAtOrigin(tabId, asked.url))) {
      throw new WardkeyError('page-gone');
    }
    const target = { tabId, ...(only !== undefined && { documentIds: [only] }) };
    const [first] = await browser.scripting.executeScript({ target, files: [file] });
    only ??= first?.documentId;
    if (first?.documentId !== only) throw new WardkeyError('page-gone');
  }
}

/** Whether a tab shows a page of the same origin as an address. Rejects when the tab is gone. */
async function isAtOrigin(tabId: number, url: string): Promise<boolean> {
  const { url: there = '' } = await browser.tabs.get(tabId);
  return URL.canParse(there) && new URL(there).origin === new URL(url).origin;
}

/** Puts the content scripts on further hosts from now on, and on no others. */
export async function putContentScriptOn(hosts: readonly string[]): Promise<void> {
  const ids = SCRIPTS.map(({ id }) => id);
  const registered = await browser.scripting.getRegisteredContentScripts({ ids });
  if (registered.length > 0) {
    await browser.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
  }
  if (hosts.length === 0) return;
  await browser.scripting.registerContentScripts(
    SCRIPTS.map(({ id, name, runAt }) => ({
      id,
      matches: hosts.map(patternOf),
      js: contentScript(name),
      runAt,
      persistAcrossSessions: false,
    })),
  );
}

/** Whether the extension may look at the pages of a host. */
export function mayLookAt(host: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(host)] });
}

/** What the browser is asked for, for a host. */
export function patternOf(host: string): string {
  return `https://${host}/*`;
}

/** Calls back whenever the person or an administrator has given access, or taken it. */
export function listenForAccess(onGiven: () => void, onTaken: () => void): void {
  browser.permissions.onAdded.addListener(onGiven);
  browser.permissions.onRemoved.addListener(onTaken);
}
