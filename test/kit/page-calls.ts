import type { Frame, Page } from 'puppeteer';

/**
 * Asks for a credential in a page.
 * @param timeout how long the page would wait, in milliseconds
 * @returns the credential's type, or the exception's name
 */
export function getCredential(page: Page | Frame, timeout = 180_000): Promise<string> {
  return page.evaluate(async (ms) => {
    try {
      const credential = await navigator.credentials.get({
        publicKey: { challenge: new Uint8Array(32), rpId: location.hostname, timeout: ms },
      });
      return credential?.type ?? 'nothing';
    } catch (thrown) {
      return thrown instanceof DOMException ? thrown.name : String(thrown);
    }
  }, timeout);
}

/** The same, and the page takes its request back after a while. */
export function getCredentialAndAbort(page: Page, afterMs: number): Promise<string> {
  return page.evaluate(async (ms) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), ms);
    try {
      await navigator.credentials.get({
        publicKey: { challenge: new Uint8Array(32), rpId: location.hostname },
        signal: abort.signal,
      });
      return 'answered';
    } catch (thrown) {
      return thrown instanceof DOMException ? thrown.name : String(thrown);
    }
  }, afterMs);
}
