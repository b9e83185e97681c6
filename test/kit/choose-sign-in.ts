import type { Page } from 'puppeteer';

const CHOOSE = '[data-action="sign-in"]';
const LEAVE = '[data-action="leave"]';
const ATTEMPTS = 3;

/**
 * Presses "Sign in through Wardkey" in the popup, and sees that the popup then shows an open
 * sign-in. The popup may go in between, as it does when the window of an earlier sign-in closes
 * and the focus moves, or show another button than the one looked at: a person then looks again.
 * @param openPopup opens the popup over the page that is meant
 */
export async function chooseInPopup(openPopup: () => Promise<Page>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    let popup: Page | undefined;
    try {
      popup = await openPopup();
      await popup.waitForSelector(`${CHOOSE}, ${LEAVE}`);
      await (await popup.$(CHOOSE))?.click();
      await popup.waitForSelector(LEAVE);
      await popup.close();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      if (popup?.isClosed() === false) await popup.close();
    }
  }
}
