import { browser } from './browser.ts';

/** Asks the browser to let the extension look at hosts. Only a click of the person's may call it. */
export async function askToLookAt(hosts: readonly string[]): Promise<void> {
  // What the person decides is told to the background by the browser itself.
  await browser.permissions
    .request({ origins: hosts.map((host) => `https://${host}/*`) })
    .catch(() => undefined);
}
