import { once } from 'node:events';
import { launch } from '../kit/launch.ts';
import { startControlServer } from './control/control-server.ts';
import { PracticeKey } from './practice-key.ts';
import { PRACTICE_PIN } from './walk-through.ts';

const START_PAGE = 'https://mysignins.microsoft.com/security-info';

/** The key's window: at the right edge, so that the page stays in sight. Chromium's smallest width. */
const KEY_WINDOW = { top: 0, width: 500, height: 620 };

const WHAT_TO_DO = `The practice is open in Chromium, with a small window for your practice key.

1. On the "Security info" page, open Wardkey (the puzzle-piece menu, then Wardkey) and choose
   "Sign in through Wardkey".
2. Choose "Add sign-in method", then "Security key". The PIN is ${PRACTICE_PIN}. Touch the key in its window.
3. Go to https://portal.nhs.net and sign in with the key: choose Wardkey again before the key step.

Close the browser or press Ctrl-C here to end.`;

/** Opens the practice for a person, and ends with the browser or with Ctrl-C. */
export async function practiseWithPerson(stop: AbortSignal): Promise<boolean> {
  await using wardkey = await launch({ headless: false, key: { pin: PRACTICE_PIN } });
  wardkey.key.presence.mode = 'wait';
  const control = await startControlServer(new PracticeKey(wardkey));
  try {
    const [page = await wardkey.browser.newPage()] = await wardkey.browser.pages();
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
  }
  return true;
}
