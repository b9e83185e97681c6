import type { Page } from 'puppeteer';
import { askToAddKey } from '../kit/portal-steps.ts';
import type { Wardkey } from '../kit/wardkey.ts';
import type { AuthenticationOutcome, RegistrationOutcome } from '../portal/relying-party.ts';
import type { PictureBook } from './picture-book.ts';

export const PRACTICE_PIN = '1234';

/** What the relying party says of the whole run; nothing of it is ours. */
export interface Verdict {
  readonly registered: boolean;
  readonly signedIn: boolean;
  readonly registration: RegistrationOutcome | null;
  readonly authentication: AuthenticationOutcome | null;
  /** Why the relying party did not take an answer. */
  readonly refusals: readonly string[];
}

/** Goes through a registration and a sign-in as a person would, screen by screen. */
export class WalkThrough {
  readonly #wardkey: Wardkey;
  readonly #pictures: PictureBook;
  readonly #say: (step: string) => void;

  constructor(wardkey: Wardkey, pictures: PictureBook, say: (step: string) => void) {
    this.#wardkey = wardkey;
    this.#pictures = pictures;
    this.#say = say;
  }

  /** Registers the key on the "Security info" page. */
  async register(page: Page): Promise<void> {
    this.#say('Open the "Security info" page');
    await page.goto('https://mysignins.microsoft.com/security-info');
    await this.#pictures.take(page, 'security-info');
    await this.#chooseWardkey(page);
    this.#say('Add a security key');
    await askToAddKey(page);
    await this.#pictures.take(page, 'before-the-key');
    await page.click('#idSIButton9');
    await this.#pinAndTouch();
    await page.waitForSelector('#added');
    await this.#pictures.take(page, 'key-registered');
    this.#say('The portal has registered the key');
  }

  /** Signs in with the key, beginning at the portal. */
  async signIn(page: Page): Promise<void> {
    this.#say('Open the portal and choose to sign in');
    await page.goto('https://portal.nhs.net/');
    await this.#pictures.take(page, 'portal');
    await page.click('#login');
    await page.waitForSelector('#i0116');
    await this.#pictures.take(page, 'email');
    await this.#chooseWardkey(page);
    this.#say('Give the email address and choose the security key');
    await page.type('#i0116', 'sam.jones@nhs.net');
    await page.click('#idSIButton9');
    await page.waitForSelector('[data-test-cred-id="7"]');
    await this.#pictures.take(page, 'ways-to-sign-in');
    await page.click('[data-test-cred-id="7"]');
    await this.#pinAndTouch();
    await page.waitForSelector('#signed-in-user');
    await this.#pictures.take(page, 'signed-in');
    this.#say('The portal has signed the person in');
  }

  /** What the relying party has verified by now. */
  verdict(): Verdict {
    const { registrations, authentications, refusals } = this.#wardkey.portal.verified;
    const registration = registrations.at(-1) ?? null;
    const authentication = authentications.at(-1) ?? null;
    return {
      registered: registration?.verified === true,
      signedIn: authentication?.verified === true,
      registration,
      authentication,
      refusals,
    };
  }

  async #chooseWardkey(page: Page): Promise<void> {
    // The window of an earlier sign-in goes by itself, and would take the focus from the popup.
    await this.#wardkey.noSignInWindow();
    this.#say('Choose "Sign in through Wardkey" in the popup');
    const popup = await this.#wardkey.openPopup();
    await popup.waitForSelector('[data-action="sign-in"]');
    await this.#pictures.take(popup, 'popup');
    await popup.close();
    await this.#wardkey.chooseSignIn(page);
  }

  async #pinAndTouch(): Promise<void> {
    this.#say('Type the PIN into the sign-in window');
    const window = await this.#wardkey.signInWindow();
    await window.waitForSelector('#pin:enabled');
    await this.#pictures.take(window, 'pin');
    await this.#wardkey.enterPin(PRACTICE_PIN);
    this.#say('Touch the key');
    await window.waitForSelector('[data-stage="touch"]');
    await this.#pictures.take(window, 'touch');
    await this.#wardkey.touch();
  }
}
