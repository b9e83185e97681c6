import type { Page } from 'puppeteer';
import type { EitherBrowser } from './either-browser.ts';

/** What a person has at hand, in whichever browser. */
type Person = Pick<EitherBrowser, 'key' | 'chooseSignIn' | 'enterPin' | 'touch' | 'noSignInWindow'>;

const SAM = 'sam.jones@nhs.net';

/** On the "Security info" page: asks to add a security key, up to the page that calls for it. */
export async function askToAddKey(page: Page): Promise<void> {
  await page.click('#add-method');
  await page.click('#add-security-key');
  await page.click('#add-chosen');
  await page.click('#usb-device');
  await page.waitForSelector('#idSIButton9');
}

/** Registers the key for Sam Jones, through Wardkey and the portal's own pages. */
export async function addKey(person: Person, page: Page, pin: string): Promise<void> {
  await page.goto('https://mysignins.microsoft.com/security-info');
  await person.chooseSignIn(page);
  await askToAddKey(page);
  await page.click('#idSIButton9');
  await giveKey(person, pin);
  await page.waitForSelector('#added');
  await person.noSignInWindow();
}

/** On the page that asks for a user name: types Sam Jones's, and asks for the security key. */
export async function askForKey(page: Page): Promise<void> {
  await page.type('#i0116', SAM);
  await page.click('#idSIButton9');
  const choice = await page.waitForSelector('[data-test-cred-id="7"]');
  await choice?.click();
}

/** Signs in with the key, through Wardkey, from the portal's first page on. @returns who is signed in */
export async function signInWithKey(
  person: Person,
  page: Page,
  pin: string,
): Promise<string | null> {
  await page.goto('https://portal.nhs.net/');
  await page.click('#login');
  await page.waitForSelector('#i0116');
  await person.chooseSignIn(page);
  await askForKey(page);
  await giveKey(person, pin);
  const user = await page.waitForSelector('#signed-in-user');
  return (await user?.evaluate((found) => found.textContent)) ?? null;
}

/** Types the PIN, and touches a key that waits for it. */
async function giveKey(person: Person, pin: string): Promise<void> {
  await person.enterPin(pin);
  if (person.key.presence.mode === 'wait') await person.touch();
}
