import type { Page } from 'wardkey/testing';

/**
 * Whether a page's calls go to the browser itself: while Wardkey holds the proxy, Chromium offers
 * no conditional mediation in any tab of the profile.
 */
export function isBrowsersOwn(page: Page): Promise<boolean> {
  return page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable());
}
