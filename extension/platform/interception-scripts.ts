import { browser } from './browser.ts';
import { patternOf } from './scripting.ts';

/** File of the interception in the edition for Firefox. */
const INTERCEPTION_FILE = 'interception.js';

const ID = 'interception';

/**
 * Puts the interception on a tab's page, and on every page of the hosts from its first moment on. A
 * frame is none of them. Rejects where the extension may not.
 */
export async function putInterceptionOn(tabId: number, hosts: readonly string[]): Promise<void> {
  await takeInterceptionOff();
  await browser.scripting.registerContentScripts([
    {
      id: ID,
      matches: hosts.map(patternOf),
      js: [INTERCEPTION_FILE],
      runAt: 'document_start',
      persistAcrossSessions: false,
    },
  ]);
  await browser.scripting.executeScript({ target: { tabId }, files: [INTERCEPTION_FILE] });
}

/** No further page gets it. Pages that have it already give way when they are told. */
export async function takeInterceptionOff(): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
}
