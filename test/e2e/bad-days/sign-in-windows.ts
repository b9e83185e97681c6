import { setTimeout as sleep } from 'node:timers/promises';
import type { Wardkey } from 'wardkey/testing';

const PATIENCE_MS = 5_000;

/**
 * Waits until no sign-in window is open: one that goes by itself takes the focus along, and with it
 * a popup that was just opened.
 */
export async function noSignInWindow({ browser }: Wardkey): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (browser.targets().some((target) => target.url().endsWith('/sign-in.html'))) {
    if (performance.now() > end) throw new Error('a sign-in window stays open');
    await sleep(20);
  }
}
