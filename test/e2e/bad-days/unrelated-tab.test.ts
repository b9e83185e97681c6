import { expect, test } from 'vitest';
import { launch, outcomeOf, type Page } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';

const ANSWER_MS = 2_000;

/** What a page that has nothing to do with the sign-in learns about authenticators. */
function askAround(page: Page): Promise<unknown[]> {
  return page.evaluate(async (ms) => {
    const late = new Promise((resolve) => setTimeout(resolve, ms, 'no answer'));
    return Promise.all([
      Promise.race([PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(), late]),
      Promise.race([
        PublicKeyCredential.getClientCapabilities().then((capabilities) => typeof capabilities),
        late,
      ]),
    ]);
  }, ANSWER_MS);
}

test('an unrelated tab gets its answers while a sign-in is open, and while a key is at work', async () => {
  await using wardkey = await launch({ key: { pin: PIN } });
  const page = await wardkey.browser.newPage();
  const other = await wardkey.browser.newPage();
  await other.goto('https://www.example.org/');
  await register(wardkey, page);
  const atRest = await askAround(other);
  expect(atRest[1]).toBe('object');

  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  expect(await isBrowsersOwn(other)).toBe(false);
  expect(await askAround(other)).toEqual([false, 'object']);

  await page.click('#idSIButton9');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin');
  expect(await askAround(other)).toEqual([false, 'object']);

  // A worker that was ended is woken for it.
  await wardkey.stopWorker();
  expect((await askAround(other))[1]).toBe('object');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await expectSignInWorks(wardkey, page);
  expect(await askAround(other)).toEqual(atRest);
});
