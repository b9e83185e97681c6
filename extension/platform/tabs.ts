import { browser } from './browser.ts';

/** A tab's window, and whether it is the one shown there. Rejects when the tab is gone. */
export async function tabPlace(
  tabId: number,
): Promise<{ readonly active: boolean; readonly windowId: number }> {
  const { active, windowId } = await browser.tabs.get(tabId);
  // Only tabs of the session history have no window.
  if (windowId === undefined) throw new RangeError('The tab has no window');
  return { active, windowId };
}

/**
 * Addresses of a tab's frames, the top frame with id 0: that one alone where the extension has not
 * the permission webNavigation.
 */
export async function tabFrames(
  tabId: number,
): Promise<readonly { readonly frameId: number; readonly url: string }[]> {
  if (browser.webNavigation === undefined) {
    const { url = '' } = await browser.tabs.get(tabId);
    return [{ frameId: 0, url }];
  }
  return (await browser.webNavigation.getAllFrames({ tabId })) ?? [];
}

/** The tab that the person looks at. Its address is there only where the extension may see it. */
export async function currentTab(): Promise<{
  readonly id: number;
  readonly url: string | undefined;
} | null> {
  const normal = { active: true, windowType: 'normal' } as const;
  const [focused] = await browser.tabs.query({ ...normal, lastFocusedWindow: true });
  // The sign-in window may have had the focus last; the popup hangs at a browser window all the same.
  const tab = focused ?? (await browser.tabs.query(normal)).sort(lastShownFirst)[0];
  if (tab?.id === undefined) return null;
  // Origins that a policy adds are no host permissions, but webNavigation sees every address.
  const frame = await browser.webNavigation?.getFrame({ tabId: tab.id, frameId: 0 });
  return { id: tab.id, url: tab.url ?? frame?.url };
}

/**
 * The tab that the guide is about: the one that the person looks at, or, where that shows the guide's
 * own page, the one from which it was opened.
 * @param guidePage below the extension's root
 */
export async function guidedTab(guidePage: string): Promise<number | null> {
  const tab = await currentTab();
  if (tab === null) return null;
  if (tab.url?.split(/[?#]/, 1)[0] !== browser.runtime.getURL(guidePage)) return tab.id;
  return (await browser.tabs.get(tab.id)).openerTabId ?? tab.id;
}

function lastShownFirst(
  a: { readonly lastAccessed?: number },
  b: { readonly lastAccessed?: number },
): number {
  return (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0);
}

/** Shows a tab, and brings its window before the others. Rejects when the tab is gone. */
export async function showTab(tabId: number): Promise<void> {
  const { windowId } = await tabPlace(tabId);
  await browser.tabs.update(tabId, { active: true });
  await browser.windows.update(windowId, { focused: true });
}

/** The tabs with a page of one of the hosts, those that were shown last first. */
export async function tabsOf(hosts: readonly string[]): Promise<readonly number[]> {
  // Without a pattern, a query is for every tab.
  if (hosts.length === 0) return [];
  const tabs = await browser.tabs.query({ url: hosts.map((host) => `https://${host}/*`) });
  return tabs.sort(lastShownFirst).flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/** Whether a tab that is shown in some window has a page of one of the hosts. */
export async function isShown(hosts: readonly string[]): Promise<boolean> {
  const url = hosts.map((host) => `https://${host}/*`);
  return (await browser.tabs.query({ active: true, url })).length > 0;
}

/** Closes a tab. Rejects when it is gone. */
export async function closeTab(tabId: number): Promise<void> {
  await browser.tabs.remove(tabId);
}
