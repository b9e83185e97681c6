import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ErrorCode,
  HELLO,
  launch,
  NativePort,
  type Page,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';

// A browser asks nobody for an RP ID that does not belong to the page. Somebody in the extension's
// worker may, over a port of his own: the installed bridge looks for itself.

const LISTED = 'https://login.microsoft.com';
const CIS2 = 'https://am.nhsidentity.spineservices.nhs.uk';
/** Allowed by the administrator, and below a private suffix of the public suffix list. */
const TENANT = 'https://ward.azurewebsites.net';

const REFUSED: readonly (readonly [string, string, ErrorCode])[] = [
  [LISTED, 'portal.nhs.net', 'rp-id-mismatch'],
  [LISTED, 'login.microsoftonline.com', 'rp-id-mismatch'],
  // A neighbour, what lies below, and a part that ends in the middle of a label.
  [LISTED, 'mysignins.microsoft.com', 'rp-id-mismatch'],
  [LISTED, 'sub.login.microsoft.com', 'rp-id-mismatch'],
  [LISTED, 'in.microsoft.com', 'rp-id-mismatch'],
  // Public suffixes of one label and of two, and one of a hosting company.
  [LISTED, 'com', 'rp-id-mismatch'],
  [CIS2, 'nhs.uk', 'rp-id-mismatch'],
  [TENANT, 'azurewebsites.net', 'rp-id-mismatch'],
  [TENANT, 'other.azurewebsites.net', 'rp-id-mismatch'],
  // Other spellings.
  [LISTED, 'LOGIN.microsoft.com', 'rp-id-mismatch'],
  [LISTED, 'login.microsoft.com.', 'rp-id-mismatch'],
  [LISTED, '', 'rp-id-mismatch'],
  // Where the RP ID is right, and the page is none that may ask.
  ['https://www.example.org', 'www.example.org', 'origin-not-allowed'],
  ['https://microsoft.com', 'microsoft.com', 'origin-not-allowed'],
  ['https://other.azurewebsites.net', 'other.azurewebsites.net', 'origin-not-allowed'],
  ['http://login.microsoft.com', 'login.microsoft.com', 'origin-not-allowed'],
  ['null', 'login.microsoft.com', 'origin-not-allowed'],
];

/** What belongs together: the page's own host, and what it is below. */
const TAKEN: readonly (readonly [string, string])[] = [
  [LISTED, 'login.microsoft.com'],
  [LISTED, 'microsoft.com'],
  [CIS2, 'spineservices.nhs.uk'],
  [TENANT, 'ward.azurewebsites.net'],
];

const challenge = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const OPTIONS = {
  'webauthn.create': (rpId: string) => ({
    challenge,
    rp: { id: rpId, name: 'Somebody' },
    user: { id: 'AAAA', name: 'somebody', displayName: 'Somebody' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { userVerification: 'required' },
  }),
  'webauthn.get': (rpId: string) => ({ challenge, rpId, userVerification: 'required' }),
};

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({
    via: 'pcsc',
    key: { pin: PIN },
    bridgePolicy: { allowedOrigins: [TENANT] },
  });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

const GET_INFO = 0x04;
/** What the key was asked; each bridge reads getInfo of whatever is attached. */
const commands = () => wardkey.key.commandLog.filter(({ command }) => command !== GET_INFO).length;

test.each(['webauthn.create', 'webauthn.get'] as const)('%s', async (method) => {
  const port = await NativePort.open(await wardkey.worker());
  await port.ask(HELLO);
  const request = (id: string, origin: string, rpId: string) => {
    const caller = { origin, sameOriginWithAncestors: true };
    return { jsonrpc: '2.0', id, method, params: { ...caller, options: OPTIONS[method](rpId) } };
  };

  const before = commands();
  for (const [origin, rpId, code] of REFUSED) {
    expect(await port.ask(request('refused', origin, rpId)), `${rpId} for ${origin}`).toMatchObject(
      { id: 'refused', error: { data: { code } } },
    );
  }
  expect(commands()).toBe(before);

  for (const [index, [origin, rpId]] of TAKEN.entries()) {
    const id = `taken-${index}`;
    await port.send(request(id, origin, rpId));
    await expect
      .poll(() => port.notifications())
      .toContainEqual(
        expect.objectContaining({
          params: { ceremony: id, event: expect.objectContaining({ type: 'pin' }) },
        }),
      );
    const params = { ceremony: id };
    await port.send({ jsonrpc: '2.0', id: 'cancel', method: 'ceremony.cancel', params });
    expect([await port.answer(), await port.answer()]).toContainEqual(
      expect.objectContaining({
        id,
        error: expect.objectContaining({ message: 'ceremony-cancelled' }),
      }),
    );
  }
  await port.close();
  await expectSignInWorks(wardkey, page);
});
