import { expect, test } from 'vitest';
import {
  type ErrorCode,
  HELLO,
  type LaunchOptions,
  launch,
  NativePort,
  type Page,
  type Wardkey,
} from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from '../e2e/bad-days/portal-visit.ts';

// A browser asks nobody for an RP ID that does not belong to the page. Somebody in the extension's
// worker may, over a port of his own: the bridge looks for itself. The installed one is asked what names
// alone settle; what takes a look at the relying party's list is asked of one that has a table of these.

const LISTED = 'https://login.microsoft.com';
const CIS2 = 'https://am.nhsidentity.spineservices.nhs.uk';
/** Allowed by the administrator, and below a private suffix of the public suffix list. */
const TENANT = 'https://ward.azurewebsites.net';

const REFUSED: readonly (readonly [string, string, ErrorCode])[] = [
  // Public suffixes of one label and of two, and one of a hosting company.
  [LISTED, 'com', 'rp-id-mismatch'],
  [CIS2, 'nhs.uk', 'rp-id-mismatch'],
  [TENANT, 'azurewebsites.net', 'rp-id-mismatch'],
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

const RELATED = 'related.example';
/** Names another website only. */
const UNRELATED = 'unrelated.example';

/** What could be somebody else's, who does not count the page among its own. */
const UNPROVEN = [
  UNRELATED,
  // Other pages of the catalogue: that they may ask too does not make them one.
  'portal.nhs.net',
  'login.microsoftonline.com',
  // A neighbour, what lies below, and a part that ends in the middle of a label.
  'mysignins.microsoft.com',
  'sub.login.microsoft.com',
  'in.microsoft.com',
  'other.azurewebsites.net',
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

type Method = keyof typeof OPTIONS;
const METHODS = ['webauthn.create', 'webauthn.get'] as const;

function request(method: Method, id: string, origin: string, rpId: string) {
  const caller = { origin, sameOriginWithAncestors: true };
  return { jsonrpc: '2.0', id, method, params: { ...caller, options: OPTIONS[method](rpId) } };
}

async function expectRefused(port: NativePort, message: object, code: ErrorCode): Promise<void> {
  expect(await port.ask(message), JSON.stringify(message)).toMatchObject({
    id: 'refused',
    error: { data: { code } },
  });
}

/** Sees that a request comes as far as the key's PIN, and cancels it there. */
async function expectTaken(port: NativePort, method: Method, origin: string, rpId: string) {
  const id = `taken-${rpId}`;
  await port.send(request(method, id, origin, rpId));
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

const GET_INFO = 0x04;
/** What the key was asked; each bridge reads getInfo of whatever is attached. */
const commands = ({ key }: Wardkey) =>
  key.commandLog.filter(({ command }) => command !== GET_INFO).length;

async function begin(options: LaunchOptions): Promise<{ wardkey: Wardkey; page: Page }> {
  const wardkey = await launch({ ...options, key: { pin: PIN } });
  const page = await wardkey.browser.newPage();
  await register(wardkey, page);
  return { wardkey, page };
}

test('the installed bridge settles by names alone whose an RP ID is', async () => {
  const begun = await begin({ via: 'pcsc', bridgePolicy: { allowedOrigins: [TENANT] } });
  await using wardkey = begun.wardkey;
  for (const method of METHODS) {
    const port = await NativePort.open(await wardkey.worker());
    await port.ask(HELLO);
    const before = commands(wardkey);
    for (const [origin, rpId, code] of REFUSED) {
      await expectRefused(port, request(method, 'refused', origin, rpId), code);
    }
    expect(commands(wardkey)).toBe(before);
    for (const [origin, rpId] of TAKEN) await expectTaken(port, method, origin, rpId);
    await port.close();
  }
  await expectSignInWorks(wardkey, begun.page);
});

test('an RP ID of another name is taken only where its own list names the page', async () => {
  const relatedOrigins = {
    [RELATED]: ['https://www.example.org', LISTED],
    [UNRELATED]: ['https://www.example.org', 'https://login.microsoft.com.example.org'],
  };
  const begun = await begin({ relatedOrigins });
  await using wardkey = begun.wardkey;
  // The page's own RP ID needs nobody's word.
  expect(await wardkey.wellKnownAsked()).toEqual([]);
  const asked: string[] = [];
  for (const method of METHODS) {
    const port = await NativePort.open(await wardkey.worker());
    await port.ask(HELLO);
    const before = commands(wardkey);
    for (const rpId of UNPROVEN) {
      await expectRefused(port, request(method, 'refused', LISTED, rpId), 'rp-id-mismatch');
    }
    // A page that may not sign in here is refused before anybody is asked about it.
    const stranger = request(method, 'refused', 'https://www.example.org', RELATED);
    await expectRefused(port, stranger, 'origin-not-allowed');
    // Nor does it help to say that somebody has checked.
    const plain = request(method, 'refused', LISTED, 'portal.nhs.net');
    const claimed = { ...plain, params: { ...plain.params, rpIdChecked: true } };
    await expectRefused(port, claimed, 'message-invalid');
    expect(commands(wardkey)).toBe(before);
    await expectTaken(port, method, LISTED, RELATED);
    asked.push(...UNPROVEN, RELATED);
    expect(await wardkey.wellKnownAsked()).toEqual(asked);
    await port.close();
  }
  await expectSignInWorks(wardkey, begun.page);
  expect(await wardkey.wellKnownAsked()).toEqual(asked);
});
