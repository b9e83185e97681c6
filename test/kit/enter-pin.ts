import type { Page } from 'puppeteer';

/**
 * Types a PIN into the sign-in window and sends it with Enter, as soon as the window takes keys:
 * it keeps the field shut for a moment, so that keys meant for another window do not land there.
 */
export async function enterPin(window: Page, pin: string): Promise<void> {
  await window.bringToFront();
  const field = await window.waitForSelector('#pin:enabled');
  if (!field) throw new Error('the window has no PIN field');
  await field.type(pin);
  await field.press('Enter');
}
