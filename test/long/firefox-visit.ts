import { expect } from 'vitest';
import { EitherBrowser, outcomeOf, type Page } from 'wardkey/testing';

export const PIN = '1234';
export const BLANK = 'https://login.microsoft.com/blank';
const CREATE = 'https://login.microsoft.com/common/fido/create?login_hint=sam.jones@nhs.net';
export const GET = 'https://login.microsoft.com/common/fido/get';

/** Opens a page of the portal that asks for the key, and presses its button after the choice. */
export async function start(wardkey: EitherBrowser, page: Page, address = GET): Promise<void> {
  await page.goto(address);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
}

/** How long a Firefox may take to start on a computer that is busy with other things, in milliseconds. */
export const START_MS = 180_000;

/** A Firefox whose key is registered for an account of the portal, with a tab. */
export async function firefoxWithAccount(): Promise<readonly [EitherBrowser, Page]> {
  const wardkey = await EitherBrowser.launch('firefox');
  try {
    const page = await wardkey.browser.newPage();
    await start(wardkey, page, CREATE);
    await wardkey.enterPin(PIN);
    await page.waitForSelector('#added');
    await wardkey.noSignInWindow();
    return [wardkey, page];
  } catch (error) {
    await wardkey.close();
    throw error;
  }
}

/** Sees that a person can sign in, from the choice to the portal's own check. */
export async function expectSignInWorks(wardkey: EitherBrowser, page: Page): Promise<void> {
  wardkey.key.presence.mode = 'auto';
  await start(wardkey, page);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  await wardkey.noSignInWindow();
}

/** Notes a page's functions, for {@link hasItsOwn}. */
export const functionsOf = (where: Page) =>
  where.evaluate(() => {
    const { create, get } = CredentialsContainer.prototype;
    Object.assign(globalThis, { seen: [create, get] });
  });

/** Waits until the page has the functions again that {@link functionsOf} noted. */
export async function hasItsOwn(where: Page): Promise<void> {
  const isSo = () =>
    where.evaluate(() => {
      const { create, get } = CredentialsContainer.prototype;
      const [before, beforeGet] = Reflect.get(globalThis, 'seen');
      return create === before && get === beforeGet;
    });
  await expect.poll(isSo, { timeout: 30_000 }).toBe(true);
}

/** An RP ID that the browser refuses by itself; a refusal by Wardkey has another name. */
export const askForAnother = (where: Page) =>
  where.evaluate(async () => {
    try {
      const publicKey = { challenge: new Uint8Array(32), rpId: 'x.invalid' };
      await navigator.credentials.get({ publicKey });
      return 'answered';
    } catch (thrown) {
      return thrown instanceof DOMException ? thrown.name : String(thrown);
    }
  });
