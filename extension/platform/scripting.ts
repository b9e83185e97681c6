import { browser } from './browser.ts';

const ADDED = 'added-portals';

/** The script that looks at pages, as the manifest names it: its name is made by the build. */
function contentScript(): string[] {
  const scripts = browser.runtime.getManifest().content_scripts ?? [];
  return scripts.flatMap(({ js = [] }) => js).filter((path) => path.includes('/page-seen'));
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

/** Starts the content script in a page that was there before it. Rejects like {@link runInPage}. */
export async function startContentScript(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: contentScript() });
}

/** Puts the content script on further hosts from now on, and on no others. */
export async function putContentScriptOn(hosts: readonly string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ADDED] });
  if (registered.length > 0) {
    await browser.scripting.unregisterContentScripts({ ids: [ADDED] });
  }
  if (hosts.length === 0) return;
  await browser.scripting.registerContentScripts([
    {
      id: ADDED,
      matches: hosts.map(patternOf),
      js: contentScript(),
      runAt: 'document_idle',
      persistAcrossSessions: false,
    },
  ]);
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
export function listenForAccess(onChange: () => void): void {
  browser.permissions.onAdded.addListener(onChange);
  browser.permissions.onRemoved.addListener(onChange);
}
