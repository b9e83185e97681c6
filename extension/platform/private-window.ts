import { browser } from './browser.ts';

/** Whether the page of ours that asks is shown in a private window. Rejects where that is not told. */
export async function isPrivateWindow(): Promise<boolean> {
  return (await browser.windows.getCurrent()).incognito;
}
