import { expect, test } from 'vitest';
import { launch } from './testing.ts';

test('a person registers a security key through Wardkey', async () => {
  await using wardkey = await launch({ key: { pin: '2468' } });
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/create');

  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin('2468');

  await page.waitForSelector('#outcome[data-state=verified]');
  expect(wardkey.portal.verified.registrations).toMatchObject([{ userVerified: true }]);
});
