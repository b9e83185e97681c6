import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EitherBrowser, getCredential, outcomeOf, type Page } from 'wardkey/testing';
import {
  askForAnother,
  BLANK,
  expectSignInWorks,
  firefoxWithAccount,
  functionsOf,
  GET,
  hasItsOwn,
  PIN,
  START_MS,
} from './firefox-visit.ts';

// What pages in Firefox see of Wardkey, and what they make of it.

const OUTSIDE = 'https://www.example.org/';

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  [wardkey, page] = await firefoxWithAccount();
}, START_MS);
afterAll(() => wardkey?.close());

test('a page gets objects of its own kinds, and no trace of who made them', async () => {
  await page.goto(BLANK);
  await functionsOf(page);
  await wardkey.chooseSignIn(page);
  const asked = page.evaluate(async () => {
    const { get } = navigator.credentials;
    const looks = [String(get), get.name, get.length, Object.keys(navigator.credentials)];
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: new Uint8Array([1, 2, 3]),
        rp: { name: 'Blank' },
        user: { id: new Uint8Array([7]).buffer, name: 'sam', displayName: 'Sam' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        extensions: { credProps: true },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return { looks };
    const { response } = made;
    if (!(response instanceof AuthenticatorAttestationResponse)) return { looks };
    return {
      looks,
      idIsWhole: made.id.length > 20 && made.rawId instanceof ArrayBuffer,
      type: made.type,
      attachment: made.authenticatorAttachment,
      client: JSON.parse(new TextDecoder().decode(response.clientDataJSON)),
      transports: response.getTransports(),
      algorithm: response.getPublicKeyAlgorithm(),
      key: response.getPublicKey()?.byteLength,
      data: response.getAuthenticatorData().byteLength > 37,
      results: made.getClientExtensionResults(),
      json: Object.keys(made.toJSON()).sort(),
    };
  });
  await wardkey.enterPin(PIN);
  expect(await asked).toEqual({
    looks: ['function get() {\n    [native code]\n}', 'get', 0, []],
    idIsWhole: true,
    type: 'public-key',
    attachment: 'cross-platform',
    client: expect.objectContaining({
      type: 'webauthn.create',
      challenge: 'AQID',
      origin: 'https://login.microsoft.com',
    }),
    transports: expect.any(Array),
    algorithm: -7,
    key: 91,
    data: true,
    results: { credProps: { rk: false } },
    json: ['authenticatorAttachment', 'clientExtensionResults', 'id', 'rawId', 'response', 'type'],
  });
  await hasItsOwn(page);
  await wardkey.noSignInWindow();
});

test('another tab, a frame and a page that is not listed have the browser’s own way', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const other = await wardkey.browser.newPage();
  await other.goto(BLANK);
  expect(await askForAnother(other)).toBe('SecurityError');
  await other.close();

  await page.bringToFront();
  const inFrame = page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const credentials = frame.contentWindow?.navigator.credentials;
    const publicKey = { challenge: new Uint8Array(32), rpId: 'x.invalid' };
    return credentials?.get({ publicKey }).catch((thrown: DOMException) => thrown.name);
  });
  expect(await inFrame).toBe('SecurityError');

  await page.goto(OUTSIDE);
  expect(await askForAnother(page)).toBe('SecurityError');
  const asked = wardkey.key.commandLog.length;
  await page.goto(GET);
  expect(wardkey.key.commandLog.length).toBe(asked);
  await page.click('#idSIButton9');
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  await wardkey.noSignInWindow();
});

test('what is not asked of a key is the browser’s, also while a sign-in is open', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const told = await page.evaluate(async () => {
    const nameOf = (asked: Promise<unknown>) =>
      asked.then(
        () => 'answered',
        (thrown: unknown) => (thrown instanceof Error ? thrown.name : String(thrown)),
      );
    const publicKey = { challenge: new Uint8Array(32), rpId: 'x.invalid' };
    const wrong = { challenge: 'no bytes' };
    return [
      await nameOf(navigator.credentials.get({ publicKey: Object.assign(wrong) })),
      await nameOf(Reflect.apply(CredentialsContainer.prototype.get, {}, [{ publicKey }])),
      await nameOf(navigator.credentials.get({ publicKey, signal: AbortSignal.abort() })),
      typeof (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()),
    ];
  });
  expect(told).toEqual(['TypeError', 'TypeError', 'AbortError', 'boolean']);
  await page.reload();
  expect(await getCredentialAfterPin()).toBe('public-key');
});

async function getCredentialAfterPin(): Promise<string> {
  // The key knows this site from the portal's own registration.
  const asked = getCredential(page);
  await wardkey.enterPin(PIN);
  const type = await asked;
  await wardkey.noSignInWindow();
  return type;
}

test('a page that turns everything around asks for no more than it could', async () => {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  const asked = page.evaluate(async () => {
    const heard: unknown[] = [];
    addEventListener('message', ({ data }) => heard.push(data));
    const { then } = Promise.prototype;
    // What a page can change: what it calls itself, what it hands over, and what is called on it.
    Object.defineProperty(Object.prototype, 'origin', { get: () => 'https://evil.example' });
    Object.defineProperty(Object.prototype, 'wrappedJSObject', { get: () => ({}) });
    Object.defineProperty(Object.prototype, 'type', { set: () => undefined, configurable: true });
    Array.prototype.map = () => [];
    Uint8Array.prototype.toString = () => 'x';
    Reflect.apply = () => 'x';
    JSON.stringify = () => '{"origin":"https://evil.example"}';
    EventTarget.prototype.addEventListener = () => undefined;
    for (const type of ['request', 'taken', 'credential']) {
      postMessage({ type, id: 1, kind: 'get', options: { origin: 'https://evil.example' } });
      dispatchEvent(new CustomEvent('interception', { detail: { type, id: 1 } }));
    }
    const publicKey = {
      challenge: new Uint8Array([9]),
      origin: 'https://evil.example',
      sameOriginWithAncestors: false,
      extensions: { remoteDesktopClientOverride: { origin: 'https://evil.example' } },
    };
    const credential = navigator.credentials.get(Object.assign({ publicKey }));
    const got = await new Promise<Credential | null>((resolve) => {
      Reflect.construct(Promise, [() => undefined]);
      then.call(credential, (value) => resolve(value as Credential | null));
    });
    if (!(got instanceof PublicKeyCredential)) return null;
    const { origin } = JSON.parse(new TextDecoder().decode(got.response.clientDataJSON));
    return { origin, heard: heard.length };
  });
  await wardkey.enterPin(PIN);
  expect(await asked).toEqual({ origin: 'https://login.microsoft.com', heard: 3 });
  await wardkey.noSignInWindow();
  await expectSignInWorks(wardkey, page);
});

test('a page that shuts its prototype keeps the browser’s own way', async () => {
  await page.goto(BLANK);
  await functionsOf(page);
  await page.evaluate(() => Object.freeze(CredentialsContainer.prototype));
  await wardkey.chooseSignIn(page);
  await hasItsOwn(page);
  expect(await askForAnother(page)).toBe('SecurityError');
  // Nothing of this sign-in is left open for the next page.
  await expectSignInWorks(wardkey, page);
});

test('a page whose extension goes has its functions back, and an answer', async () => {
  await page.goto(BLANK);
  await functionsOf(page);
  await wardkey.chooseSignIn(page);
  const asked = getCredential(page);
  await wardkey.signInWindow();
  await wardkey.browser.uninstallExtension('wardkey@wardkey.app');
  expect(await asked).toBe('NotAllowedError');
  await hasItsOwn(page);
});
