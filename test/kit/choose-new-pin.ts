import type { Page } from 'puppeteer';

/**
 * Types a new PIN twice into the sign-in window, after the present one where that is asked for, and
 * sends them, as soon as the window takes keys. Enter goes from box to box, and sends at the last.
 */
export async function chooseNewPin(window: Page, pin: string, current?: string): Promise<void> {
  await window.bringToFront();
  const boxes: readonly (readonly [box: string, text: string])[] = [
    ...(current === undefined ? [] : [['#current-pin', current] as const]),
    ['#new-pin', pin],
    ['#new-pin-again', pin],
  ];
  for (const [box, text] of boxes) {
    const field = await window.waitForSelector(`${box}:enabled`);
    if (!field) throw new Error(`the window has no ${box}`);
    await field.type(text);
    await field.press('Enter');
  }
}
