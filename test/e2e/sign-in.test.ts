import { describe, expect, test } from 'vitest';
import { askToAddKey, launch } from 'wardkey/testing';

describe.each(['in-process', 'pcsc'] as const)('a key reached %s', (via) => {
  test('registers, and signs in through the portal’s own pages', async () => {
    await using wardkey = await launch({ via, key: { pin: '2468' } });
    wardkey.key.presence.mode = 'wait';
    const { verified } = wardkey.portal;
    const page = await wardkey.browser.newPage();

    await page.goto('https://mysignins.microsoft.com/security-info');
    await wardkey.chooseSignIn(page);
    await askToAddKey(page);
    await page.click('#idSIButton9');
    await wardkey.enterPin('2468');
    await wardkey.touch();
    await page.waitForSelector('#added');
    expect(verified.registrations).toEqual([
      {
        verified: true,
        fmt: 'packed',
        aaguid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        userVerified: true,
        credentialDeviceType: 'singleDevice',
      },
    ]);

    await page.goto('https://portal.nhs.net/');
    await page.click('#login');
    await page.waitForSelector('#i0116');
    await wardkey.chooseSignIn(page);
    await page.type('#i0116', 'sam.jones@nhs.net');
    await page.click('#idSIButton9');
    await page.click('[data-test-cred-id="7"]');
    await wardkey.enterPin('2468');
    await wardkey.touch();
    const user = await page.waitForSelector('#signed-in-user');
    expect(await user?.evaluate((found) => found.textContent)).toBe('sam.jones@nhs.net');
    expect(verified.authentications).toMatchObject([{ verified: true, userVerified: true }]);
    expect(verified.refusals).toEqual([]);
  });
});
