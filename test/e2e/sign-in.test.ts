import { describe, expect, test } from 'vitest';
import { addKey, launch, signInWithKey } from 'wardkey/testing';

const PIN = '2468';

describe.each(['in-process', 'pcsc'] as const)('a key reached %s', (via) => {
  test('registers, and signs in through the portal’s own pages', async () => {
    await using wardkey = await launch({ via, key: { pin: PIN } });
    wardkey.key.presence.mode = 'wait';
    const { verified } = wardkey.portal;
    const page = await wardkey.browser.newPage();

    await addKey(wardkey, page, PIN);
    expect(verified.registrations).toEqual([
      {
        verified: true,
        fmt: 'packed',
        aaguid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        userVerified: true,
        credentialDeviceType: 'singleDevice',
      },
    ]);

    expect(await signInWithKey(wardkey, page, PIN)).toBe('sam.jones@nhs.net');
    expect(verified.authentications).toMatchObject([{ verified: true, userVerified: true }]);
    expect(verified.refusals).toEqual([]);
  });
});
