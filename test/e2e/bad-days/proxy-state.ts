import type { Page, Wardkey } from 'wardkey/testing';

/**
 * Whether a page's calls go to the browser itself: while Wardkey holds the proxy, Chromium offers
 * no conditional mediation in any tab of the profile.
 */
export function isBrowsersOwn(page: Page): Promise<boolean> {
  return page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable());
}

/**
 * Listens to the proxy beside the extension, for as long as its worker lives.
 * @returns tells which requests of pages the browser has handed to the extension since
 */
export async function watchRequests(wardkey: Wardkey): Promise<() => Promise<string[]>> {
  const worker = await wardkey.worker();
  const seen = await worker.evaluateHandle(() => {
    const kinds: string[] = [];
    chrome.webAuthenticationProxy.onCreateRequest.addListener(() => kinds.push('create'));
    chrome.webAuthenticationProxy.onGetRequest.addListener(() => kinds.push('get'));
    return kinds;
  });
  return () => seen.jsonValue();
}
