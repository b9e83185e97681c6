import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER_NAMES, EitherBrowser, type Page, say, VirtualKey } from 'wardkey/testing';

// The most common reasons for which a key does not work, each made for real, and what the check-up
// says of them in both browsers; and a real try of the key, through the bridge and in the browser.

/** Firefox takes its time to start on a computer that is busy with other things. */
const START_MS = 180_000;
const PATIENCE_MS = 120_000;
const PIN = '1234';
const CHECK_UP = 'extension/pages/check-up/check-up.html';

/** Keys that are the cause themselves. */
const KEYS: readonly [string, () => VirtualKey][] = [
  ['pin-not-set', () => new VirtualKey()],
  ['pin-blocked', () => new VirtualKey({ pin: PIN, pinTriesLeft: 0 })],
  ['pin-last-try', () => new VirtualKey({ pin: PIN, pinTriesLeft: 1 })],
  ['pin-change-needed', () => new VirtualKey({ pin: PIN, forcePinChange: true })],
  ['key-u2f-only', () => new VirtualKey({ versions: ['U2F_V2'] })],
];

/** What only the sign-in that failed can tell. */
const REPORTED = [
  ['touch-timeout', 'not-touched'],
  ['pin-wrong', 'pin-wrong'],
  ['no-credential', 'no-credential'],
] as const;

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let wardkey: EitherBrowser;

  beforeAll(async () => {
    wardkey = await EitherBrowser.launch(name);
  }, START_MS);
  afterAll(() => wardkey?.close());

  /** Opens the check-up, says that it is about a key, and starts it. */
  async function checkUp(hash = ''): Promise<{ page: Page; cause: string | null }> {
    const page = await wardkey.openPage(`${CHECK_UP}${hash}`);
    await page.waitForSelector('[data-action=start]');
    await page.click('input[name=wanted][value=key]');
    await page.click('[data-action=start]');
    return { page, cause: await causeOn(page) };
  }

  async function causeOn(page: Page): Promise<string | null> {
    const verdict = await page.waitForSelector('[data-cause]');
    return (await verdict?.evaluate((part) => part.getAttribute('data-cause'))) ?? null;
  }

  /** A busy computer may take longer than a check-up waits, which then says so: it is done again. */
  async function expectCause(cause: string, hash?: string): Promise<void> {
    const look = async () => {
      const { page, cause: said } = await checkUp(hash);
      await page.close();
      return said;
    };
    await expect.poll(look, { timeout: PATIENCE_MS, message: cause }).toBe(cause);
  }

  test('a real try tells that the key works in the browser and through the bridge', async () => {
    const { page } = await checkUp();
    await wardkey.plugIntoBrowser(page);
    await (await page.waitForSelector('[data-action=try-key]'))?.click();
    await wardkey.enterPin(PIN);
    const goOn = await page.waitForSelector('[data-action=go-on]');
    await wardkey.noSignInWindow();
    await page.bringToFront();
    await goOn?.click();
    await page.waitForFunction(() =>
      /"code": "try-/.test(document.querySelector('pre')?.textContent ?? ''),
    );
    const report = await page.$eval('pre', ({ textContent }) => textContent);
    expect(report).toContain('"code": "try-worked"');
    expect(wardkey.key.credentials.filter(({ resident }) => resident)).toEqual([]);
    await page.close();
  });

  test('a key that works, and one that is not there', async () => {
    await expectCause('well');
    await wardkey.unplug();
    await expectCause('key-none');
  });

  test.each(KEYS)('a key is the cause itself: %s', async (cause, make) => {
    const key = make();
    await wardkey.plug(key);
    await expectCause(cause);
    await wardkey.unplug(key);
  });

  test.each(REPORTED)('the sign-in has said %s', async (error, cause) => {
    await wardkey.plug();
    await expectCause(cause, `#error=${error}`);
    await wardkey.unplug();
  });

  test('a bridge of another version, one for another extension, and none', async () => {
    await wardkey.plug();
    const { bridge } = wardkey;
    const popup = await wardkey.openPage('extension/pages/popup/popup.html');
    await popup.waitForFunction(
      (text) => document.body.innerText.includes(text),
      {},
      say('en', 'popup.programReady'),
    );
    await popup.close();
    await bridge.misbehave('protocol-refused');
    await bridge.kill();
    await expectCause('program-other-version');
    // Firefox does not tell a program that it may not start from one that is not there.
    const [other, cause]: readonly [string, string] =
      name === 'firefox'
        ? ['someone@example.org', 'program-missing']
        : ['a'.repeat(32), 'program-forbidden'];
    await bridge.installFor(other);
    await expectCause(cause);
    await bridge.uninstall();
    await expectCause('program-missing');
  });
});
