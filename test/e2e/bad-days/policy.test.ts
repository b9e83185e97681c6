import { expect, test } from 'vitest';
import { launch } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

test('a policy of the bridge that does not hold is told in the popup, and sign-ins go on without it', async () => {
  await using wardkey = await launch({
    via: 'pcsc',
    key: { pin: PIN },
    bridgePolicy: { allowedOrigin: ['https://ward.azurewebsites.net'] },
  });
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/get');
  await page.bringToFront();
  const popup = await wardkey.openPopup();
  await expectTold(popup, 'policy-invalid');
  await popup.close();
  await register(wardkey, page);
  await expectSignInWorks(wardkey, page);
});

test('a bridge that the administrator’s policy forbids is told of, and the page keeps the browser', async () => {
  await using wardkey = await launch({ policies: { NativeMessagingBlocklist: ['*'] } });
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/get');
  const popup = await wardkey.openPopup();
  await expectTold(popup, 'bridge-blocked-by-policy');
  await popup.locator('[data-action=sign-in]').click();
  await popup.waitForSelector('.trouble [data-code], [data-section=program] [data-code]');
  await expectTold(popup, 'bridge-blocked-by-policy');
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(await wardkey.bridge.running()).toEqual([]);
});
