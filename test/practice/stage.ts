import type { Page } from 'puppeteer';
import type { Wardkey } from '../kit/wardkey.ts';
import type { PracticeCard } from './card/practice-card.ts';
import type { PictureBook } from './picture-book.ts';

export const PRACTICE_PIN = '1234';

/** Whoever practises. */
export const PRACTICE_USER = 'sam.jones@nhs.net';

export interface StageParts {
  readonly wardkey: Wardkey;
  /** The page on which a walk takes place. */
  readonly page: Page;
  readonly card: PracticeCard;
}

/** What a walk works with, and what it shows of it. */
export class Stage {
  readonly wardkey: Wardkey;
  readonly page: Page;
  readonly card: PracticeCard;
  readonly #pictures: PictureBook;
  readonly #say: (step: string) => void;

  constructor(parts: StageParts, pictures: PictureBook, say: (step: string) => void) {
    this.wardkey = parts.wardkey;
    this.page = parts.page;
    this.card = parts.card;
    this.#pictures = pictures;
    this.#say = say;
  }

  /** Tells what happens now. */
  say(step: string): void {
    this.#say(step);
  }

  /** Takes a picture of a screen. @param name what is on it, in words for a file name */
  look(name: string, page = this.page): Promise<void> {
    return this.#pictures.take(page, name);
  }

  /** Waits for something on the page, takes a picture, and clicks it. */
  async lookAndClick(name: string, selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
    await this.look(name);
    await this.page.click(selector);
  }

  /** Waits for something on the page and clicks it. */
  async click(selector: string): Promise<void> {
    await (await this.page.waitForSelector(selector))?.click();
  }

  /** Waits for a box on the page and types into it. */
  async type(selector: string, text: string): Promise<void> {
    await (await this.page.waitForSelector(selector))?.type(text);
  }

  /** Chooses "Sign in through Wardkey" for the page. */
  async chooseWardkey(): Promise<void> {
    // The window of an earlier sign-in goes by itself, and would take the focus from the popup.
    await this.wardkey.noSignInWindow();
    this.say('Choose "Sign in through Wardkey" in the popup');
    const popup = await this.wardkey.openPopup();
    await popup.waitForSelector('[data-action="sign-in"]');
    await this.look('popup', popup);
    await popup.close();
    await this.wardkey.chooseSignIn(this.page);
  }

  /** Types the PIN into Wardkey's window and touches the key. */
  async pinAndTouch(): Promise<void> {
    this.say('Type the PIN into the sign-in window');
    const window = await this.wardkey.signInWindow();
    await window.waitForSelector('#pin:enabled');
    await this.look('pin', window);
    await this.wardkey.enterPin(PRACTICE_PIN);
    this.say('Touch the key');
    await window.waitForSelector('[data-stage="touch"]');
    await this.look('touch', window);
    await this.wardkey.touch();
  }
}
