import { expect, test } from 'vitest';
import { addKey, EitherBrowser, signInWithKey } from 'wardkey/testing';

const PIN = '1234';

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;

test(
  'a key registers in Firefox, and signs in through the portal’s own pages',
  async () => {
    await using wardkey = await EitherBrowser.launch('firefox');
    wardkey.key.presence.mode = 'wait';
    const { verified } = wardkey.portal;
    const page = await wardkey.browser.newPage();

    await addKey(wardkey, page, PIN);
    expect(verified.registrations).toMatchObject([{ verified: true, userVerified: true }]);

    expect(await signInWithKey(wardkey, page, PIN)).toBe('sam.jones@nhs.net');
    expect(verified.authentications).toMatchObject([{ verified: true, userVerified: true }]);
    expect(verified.refusals).toEqual([]);
  },
  PATIENCE_MS,
);
