import { expect } from 'vitest';
import { outcomeOf, type Page, type VirtualKey, type Wardkey } from 'wardkey/testing';

export const PIN = '2468';
const CREATE = 'https://login.microsoft.com/common/fido/create';
const GET = 'https://login.microsoft.com/common/fido/get';

/** Commands of the key by which a PIN is tried: getPinToken and its successor (CTAP 2.1 §6.5.5). */
const PIN_TRIALS: readonly (number | undefined)[] = [0x05, 0x09];
const CLIENT_PIN = 0x06;

/** Opens the portal's sign-in step and presses its button, after the choice of Wardkey for it. */
export async function startSignIn(wardkey: Wardkey, page: Page): Promise<void> {
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
}

/** Sees that a person can sign in, from the choice to the portal's own check. */
export async function expectSignInWorks(wardkey: Wardkey, page: Page): Promise<void> {
  const before = wardkey.portal.verified.authentications.length;
  await startSignIn(wardkey, page);
  await wardkey.enterPin(PIN);
  if (wardkey.key.presence.mode === 'wait') await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.portal.verified.authentications.length).toBe(before + 1);
}

/** Registers the key for an account of the portal, so that it can sign in. */
export async function register(
  wardkey: Wardkey,
  page: Page,
  account = 'sam.jones@nhs.net',
): Promise<void> {
  const address = new URL(CREATE);
  address.searchParams.set('login_hint', account);
  await page.goto(address.href);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  if (wardkey.key.presence.mode === 'wait') await wardkey.touch();
  await page.waitForSelector('#added');
}

/** How many PINs a key was sent, right ones and wrong ones. */
export function pinsSent(key: VirtualKey): number {
  return key.commandLog.filter(
    ({ command, subCommand }) => command === CLIENT_PIN && PIN_TRIALS.includes(subCommand),
  ).length;
}
