import { once } from 'node:events';
import { launch } from '../kit/launch.ts';
import { PRACTICE_PASSWORD } from '../portal/accounts.ts';
import { issueCard } from './card/practice-card.ts';
import { startControlServer } from './control/control-server.ts';
import { PracticeKey } from './practice-key.ts';
import { PRACTICE_PIN, PRACTICE_USER } from './stage.ts';

const START_PAGE = 'https://portal.nhs.net/';
const PHONE = 'https://phone.example.org/';

/** The key's window: at the right edge, so that the page stays in sight. Chromium's smallest width. */
const KEY_WINDOW = { top: 0, width: 500, height: 620 };

const WHAT_TO_DO = `The practice is open in Chromium, with a small window for your practice key and a tab for
your practice phone. You are ${PRACTICE_USER}; the password is "${PRACTICE_PASSWORD}".

1. Enrol: Login, with the password. Then Profile, My Profile, Self-Service, Self-enrol, Confirm.
2. Add an authenticator app: on the portal's first page choose "Click me to enrol ...". When a
   number is shown, type it into the phone's tab.
3. Register a key: at https://mysignins.microsoft.com/security-info open Wardkey (the puzzle-piece
   menu, then Wardkey) and choose "Sign in through Wardkey". Then Add sign-in method, Security key,
   Add, USB device. The PIN is ${PRACTICE_PIN}. Touch the key in its window.
4. Sign in with the key: log out, Login, and choose Wardkey again before the key step.
5. Sign in with a smartcard: log out, then Email, Care Identity, Smartcard.
6. Remove a lost key: My Profile, Self-Service, Manage FIDO2 Tokens, Remove.

Close the browser or press Ctrl-C here to end.`;

/** Opens the practice for a person, and ends with the browser or with Ctrl-C. */
export async function practiseWithPerson(stop: AbortSignal): Promise<boolean> {
  await using wardkey = await launch({ headless: false, key: { pin: PRACTICE_PIN } });
  wardkey.key.presence.mode = 'wait';
  // The card lies in its reader from the start.
  const card = await issueCard(wardkey.portal);
  await card.insert();
  const control = await startControlServer(new PracticeKey(wardkey));
  try {
    const [page = await wardkey.browser.newPage()] = await wardkey.browser.pages();
    const phone = await wardkey.browser.newPage();
    await phone.goto(PHONE);
    await page.bringToFront();
    await page.goto(START_PAGE);
    const left = await page.evaluate(
      (width) => Math.max(0, screen.availWidth - width),
      KEY_WINDOW.width,
    );
    const windowBounds = { ...KEY_WINDOW, left };
    const keyWindow = await wardkey.browser.newPage({ type: 'window', windowBounds });
    await keyWindow.goto(control.url);
    console.log(WHAT_TO_DO);
    const closed = new Promise<void>((resolve) => {
      wardkey.browser.once('disconnected', () => resolve());
    });
    if (!stop.aborted) await Promise.race([closed, once(stop, 'abort')]);
  } finally {
    await control.close();
    await card.close();
  }
  return true;
}
