import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BROWSER_NAMES, EitherBrowser, type Page, say, VirtualKey } from 'wardkey/testing';

// The most common reasons for which a key does not work, each made for real, and what the check-up
// says of them in both browsers; and a real try of the key, through the bridge and in the browser.

/** Firefox takes its time to start on a computer that is busy with other things. */
const START_MS = 180_000;
const PATIENCE_MS = 120_000;
const PIN = '1234';
const WRONG_PIN = '9999';
/** How long the key waits for a touch that does not come. */
const NO_TOUCH_MS = 500;
const CHECK_UP = 'extension/pages/check-up/check-up.html';

/** Keys that are the cause themselves. */
const KEYS: readonly [string, () => VirtualKey][] = [
  ['pin-not-set', () => new VirtualKey()],
  ['pin-blocked', () => new VirtualKey({ pin: PIN, pinTriesLeft: 0 })],
  ['pin-last-try', () => new VirtualKey({ pin: PIN, pinTriesLeft: 1 })],
  ['pin-change-needed', () => new VirtualKey({ pin: PIN, forcePinChange: true })],
  ['key-u2f-only', () => new VirtualKey({ versions: ['U2F_V2'] })],
];

const CREATE = 'https://login.microsoft.com/common/fido/create?login_hint=sam.jones@nhs.net';
const GET = 'https://login.microsoft.com/common/fido/get';

/** What only the sign-in that failed can tell: where it begins, and how it fails. */
const FAILED: readonly [string, string, string, (wardkey: EitherBrowser) => Promise<void>][] = [
  ['not-touched', 'touch-timeout', CREATE, leaveUntouched],
  ['pin-wrong', 'pin-wrong', CREATE, giveUpWithWrongPin],
  ['no-credential', 'no-credential', GET, findNoPasskey],
];

async function leaveUntouched(wardkey: EitherBrowser): Promise<void> {
  wardkey.key.presence.mode = 'wait';
  wardkey.key.presence.timeoutMs = NO_TOUCH_MS;
  await wardkey.enterPin(PIN);
  await closeWindowThatTells(wardkey);
}

async function giveUpWithWrongPin(wardkey: EitherBrowser): Promise<void> {
  await wardkey.enterPin(WRONG_PIN);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('.stage .alert', { timeout: PATIENCE_MS });
  await window.close();
  await wardkey.noSignInWindow();
}

async function findNoPasskey(wardkey: EitherBrowser): Promise<void> {
  await wardkey.enterPin(PIN);
  await closeWindowThatTells(wardkey);
}

async function closeWindowThatTells(wardkey: EitherBrowser): Promise<void> {
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=failed]', { timeout: PATIENCE_MS });
  await window.close();
  await wardkey.noSignInWindow();
}

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let wardkey: EitherBrowser;

  beforeAll(async () => {
    wardkey = await EitherBrowser.launch(name, { edition: 'full' });
  }, START_MS);
  afterAll(() => wardkey?.close());

  /** Opens the check-up, says that it is about a key where that is not known, and starts it. */
  async function checkUp(hash = ''): Promise<{ page: Page; cause: string | null }> {
    const page = await wardkey.openPage(`${CHECK_UP}${hash}`);
    if (hash === '') {
      await page.waitForSelector('[data-action=start]');
      await page.click('input[name=wanted][value=key]');
      await page.click('[data-action=start]');
    }
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
    onTestFinished(() => wardkey.unplug(key));
    await wardkey.plug(key);
    await expectCause(cause);
  });

  test.each(FAILED)('the sign-in has said %s', async (cause, error, address, fail) => {
    const { presence } = wardkey.key;
    const { mode, timeoutMs } = presence;
    const page = await wardkey.browser.newPage();
    onTestFinished(async () => {
      Object.assign(presence, { mode, timeoutMs });
      await page.close();
      await wardkey.unplug();
    });
    await wardkey.plug();
    await page.goto(address);
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    await fail(wardkey);
    const popup = await wardkey.openPopup(page);
    await popup.waitForSelector(`[data-trouble=${error}]`, { timeout: PATIENCE_MS });
    const way = await popup.$eval('[data-action=check-up]', (link) => link.getAttribute('href'));
    await popup.close();
    const { hash } = new URL(String(way));
    expect(hash).toContain(`error=${error}`);
    await expectCause(cause, hash);
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
