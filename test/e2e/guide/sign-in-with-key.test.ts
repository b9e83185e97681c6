import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addKey,
  GuideOnPage,
  launch,
  type Page,
  readGuideCode,
  type Wardkey,
} from 'wardkey/testing';
import { Effort } from './effort.ts';

// A person who has never seen it signs in with a key, from the portal's first page, by what the
// guide on the page says.

const PIN = '2468';
const SAM = 'sam.jones@nhs.net';

let wardkey: Wardkey;
let page: Page;
let guide: GuideOnPage;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  wardkey.key.presence.mode = 'wait';
  page = await wardkey.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  guide = new GuideOnPage(page);
});
afterAll(() => wardkey?.close());

test('the guide offers itself, follows each page, and ends with the sign-in', async () => {
  await addKey(wardkey, page, PIN);

  const effort = new Effort();
  const guidePress = (name: string): Promise<void> => {
    effort.guide();
    return guide.press(name);
  };
  const pagePress = async (selector: string): Promise<void> => {
    effort.press();
    await page.click(selector);
  };
  const says = async (text: string): Promise<void> => effort.read(await guide.says(text));

  await page.goto('https://portal.nhs.net/');
  await says('Can Wardkey help you here?');
  await guidePress('Sign in with your security key');
  await says('Step 1 of 7');
  expect(await guide.text()).toContain('Press ‘Login’');
  await expect
    .poll(() => guide.announced())
    .toMatch(/^Sign in with your security key\. Step 1 of 7\. Press ‘Login’/);
  expect(await guide.pointsAt('#login')).toBe(true);

  await pagePress('#login');
  await page.waitForSelector('#i0116');
  await says('Step 2 of 7');
  await says('Key found:');
  await guidePress('Sign in through Wardkey');
  await says('Wardkey is ready');

  await page.type('#i0116', SAM);
  effort.type(SAM);
  await pagePress('#idSIButton9');
  await says('Choose ‘Face, fingerprint, PIN or security key’');
  const choice = '[data-test-cred-id="7"]';
  await page.waitForSelector(choice);
  expect(await guide.pointsAt(choice)).toBe(true);
  await pagePress(choice);

  await says('Look for the Wardkey window');
  await wardkey.enterPin(PIN);
  effort.type(`${PIN}\n`);
  await says('Touch your key now.');
  await expect.poll(() => guide.announced()).toContain('Touch your key now.');
  await wardkey.touch();
  effort.press();
  await page.waitForSelector('#signed-in-user');
  await says('You are signed in with your key.');
  console.log(`With a key, from the first page: ${effort}`);
  expect(effort.presses).toBeLessThanOrEqual(6);
  expect(wardkey.portal.verified.authentications).toMatchObject([{ verified: true }]);

  await guide.press('Finish here');
  await guide.isGone();
  expect(await session()).not.toContain('key-sign-in');
});

test('it goes back when the page does, outlives the worker, and is gone once it is closed', async () => {
  const other = await wardkey.browser.newPage();
  await other.setViewport({ width: 1280, height: 800 });
  const there = new GuideOnPage(other);
  await other.goto(
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?domain_hint=nhs.net',
  );
  await there.press('Sign in with your security key');
  await there.says('Step 2 of 7');
  await other.type('#i0116', SAM);
  await other.click('#idSIButton9');
  await there.says('Step 4 of 7');

  await wardkey.stopWorker();
  await there.says('Step 4 of 7');
  await other.reload();
  await there.says('Step 2 of 7');

  await there.press('Who can help now');
  const spoken = /WK(-[0-9A-Z]{1,4})+/.exec(await there.says('0333 200 1133'))?.[0] ?? '';
  expect(readGuideCode(spoken)).toMatchObject({ journey: 'key-sign-in', step: 2 });
  await there.press('Back to the step');
  await there.says('Type your email address');

  await there.press('Close the guide');
  await there.isGone();
  await other.reload();
  await other.waitForSelector('#i0116');
  await there.isGone();
  await other.close();
});

test('it holds no field, and lies over none of the form in a narrow window', async () => {
  const narrow = await wardkey.browser.newPage();
  const there = new GuideOnPage(narrow);
  await narrow.setViewport({ width: 360, height: 700 });
  // Signed in already, nobody needs it before they ask for it.
  await narrow.goto('https://portal.nhs.net/');
  const popup = await wardkey.openPopup();
  await popup.waitForSelector('[data-action=show-guide]');
  await popup.locator('[data-action=show-guide]').click();
  await popup.close();
  await there.says('Can Wardkey help you here?');
  expect(await there.fields()).toBe(0);
  const form = await narrow.waitForSelector('#enrol-mfa');
  const [card, box] = [await there.box(), await form?.boundingBox()];
  if (card === null || !box) throw new Error('nothing to compare');
  const isClear =
    card.y >= box.y + box.height ||
    card.y + card.height <= box.y ||
    card.x >= box.x + box.width ||
    card.x + card.width <= box.x;
  expect(isClear).toBe(true);
  await narrow.close();
});

/** All that the browser keeps for Wardkey until it is closed. */
async function session(): Promise<string> {
  const worker = await wardkey.worker();
  return worker.evaluate(async () => JSON.stringify(await chrome.storage.session.get()));
}
