import { expect, test } from 'vitest';
import { askToAddKey, EitherBrowser } from 'wardkey/testing';

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;

test(
  'a key registers in Firefox, and signs in through the portal’s own pages',
  async () => {
    await using wardkey = await EitherBrowser.launch('firefox');
    wardkey.key.presence.mode = 'wait';
    const { verified } = wardkey.portal;
    const page = await wardkey.browser.newPage();

    await page.goto('https://mysignins.microsoft.com/security-info');
    await wardkey.chooseSignIn(page);
    await askToAddKey(page);
    await page.click('#idSIButton9');
    await wardkey.enterPin('1234');
    await wardkey.touch();
    await page.waitForSelector('#added');
    expect(verified.registrations).toMatchObject([{ verified: true, userVerified: true }]);

    await page.goto('https://portal.nhs.net/');
    await page.click('#login');
    await page.waitForSelector('#i0116');
    await wardkey.chooseSignIn(page);
    await page.type('#i0116', 'sam.jones@nhs.net');
    await page.click('#idSIButton9');
    await page.click('[data-test-cred-id="7"]');
    await wardkey.enterPin('1234');
    await wardkey.touch();
    const user = await page.waitForSelector('#signed-in-user');
    expect(await user?.evaluate((found) => found.textContent)).toBe('sam.jones@nhs.net');
    expect(verified.authentications).toMatchObject([{ verified: true, userVerified: true }]);
    expect(verified.refusals).toEqual([]);
  },
  PATIENCE_MS,
);
