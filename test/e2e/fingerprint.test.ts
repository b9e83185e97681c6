import { expect, test } from 'vitest';
import { explain, launch, outcomeOf, type Page } from 'wardkey/testing';

const PIN = '2468';
const CREATE = 'https://login.microsoft.com/common/fido/create?login_hint=sam.jones@nhs.net';
const GET = 'https://login.microsoft.com/common/fido/get';

/** Waits until the window says in its alert what a code means. */
function toldBeside(window: Page, stage: string, code: Parameters<typeof explain>[1]) {
  return window.waitForFunction(
    (place, says) => document.querySelector(place)?.textContent?.includes(says),
    {},
    `[data-stage=${stage}] .alert`,
    explain('en', code).says,
  );
}

test('a finger is asked for live, an unknown one is told of, and then the PIN takes its place', async () => {
  await using wardkey = await launch({
    key: { pin: PIN, builtInVerification: { enrolled: true } },
  });
  const { presence, verification } = wardkey.key;
  if (verification === undefined) throw new Error('the key has no reader');
  presence.mode = 'wait';
  verification.finger = 'unknown';
  const page = await wardkey.browser.newPage();
  await page.goto(CREATE);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=fingerprint]');
  expect(await window.$eval('.alert', (alert) => alert.textContent)).toBe('');
  for (const left of [4, 3]) {
    await wardkey.touch();
    await toldBeside(window, 'fingerprint', 'fingerprint-wrong');
    await window.waitForFunction(
      (tries) => document.querySelector('#finger-tries')?.textContent === `Tries left: ${tries}`,
      {},
      left,
    );
  }
  await wardkey.touch();
  await toldBeside(window, 'pin', 'fingerprint-wrong');
  await wardkey.enterPin(PIN);
  await window.waitForSelector('[data-stage=touch]');
  await wardkey.touch();
  await page.waitForSelector('#added');

  verification.finger = 'known';
  await page.goto(GET);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await (await wardkey.signInWindow()).waitForSelector('[data-stage=fingerprint]');
  await wardkey.touch();
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});
