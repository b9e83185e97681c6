import { expect, test } from 'vitest';
import { launch } from 'wardkey/testing';

test('a person registers a security key and signs in with it through Wardkey', async () => {
  await using wardkey = await launch({ key: { pin: '2468' } });
  const page = await wardkey.browser.newPage();
  for (const step of ['create', 'get']) {
    await page.goto(`https://login.microsoft.com/common/fido/${step}`);
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    await wardkey.enterPin('2468');
    await page.waitForSelector('#outcome[data-state=verified]');
  }
  expect(wardkey.portal.verified.authentications).toMatchObject([{ userVerified: true }]);
});
