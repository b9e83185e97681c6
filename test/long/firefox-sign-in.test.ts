import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  EitherBrowser,
  type ErrorCode,
  explain,
  getCredential,
  outcomeOf,
  type Page,
} from 'wardkey/testing';

// Bad days of a sign-in through Wardkey in Firefox, where a content script takes the page's calls.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const PIN = '1234';
const BLANK = 'https://login.microsoft.com/blank';
const CREATE = 'https://login.microsoft.com/common/fido/create?login_hint=sam.jones@nhs.net';
const GET = 'https://login.microsoft.com/common/fido/get';
const OUTSIDE = 'https://www.example.org/';

const GET_ASSERTION = 0x02;
/** CTAP 2.1 §8.2, CTAP2_ERR_KEEPALIVE_CANCEL. */
const KEEPALIVE_CANCEL = 0x2d;

let wardkey: EitherBrowser;
let page: Page;

beforeAll(async () => {
  wardkey = await EitherBrowser.launch('firefox');
  page = await wardkey.browser.newPage();
  await start(CREATE);
  await wardkey.enterPin(PIN);
  await page.waitForSelector('#added');
  await wardkey.noSignInWindow();
}, PATIENCE_MS);
afterAll(() => wardkey?.close());

/** Opens a page of the portal that asks for the key, and presses its button after the choice. */
async function start(address = GET): Promise<void> {
  await page.goto(address);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
}

/** Sees that a person can sign in, from the choice to the portal's own check. */
async function expectSignInWorks(): Promise<void> {
  wardkey.key.presence.mode = 'auto';
  await start();
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  await wardkey.noSignInWindow();
}

/** What the sign-in window tells a person of a code. */
async function expectTold(code: ErrorCode): Promise<void> {
  const window = await wardkey.signInWindow();
  const told = await window.waitForSelector(`.explanation[data-code="${code}"]`);
  expect(await told?.evaluate((element) => element.textContent)).toContain(
    explain('en', code).says,
  );
  await closeWindow(window);
}

async function closeWindow(window: Page): Promise<void> {
  await window.close();
  await wardkey.noSignInWindow();
}

const functionsOf = (where: Page) =>
  where.evaluate(() => {
    const { create, get } = CredentialsContainer.prototype;
    Object.assign(globalThis, { seen: [create, get] });
  });

/** Whether the page has the functions again that {@link functionsOf} noted. */
const hasItsOwn = (where: Page) =>
  where.waitForFunction(() => {
    const [create, get] = Reflect.get(globalThis, 'seen');
    return (
      CredentialsContainer.prototype.create === create && CredentialsContainer.prototype.get === get
    );
  });

/** An RP ID that the browser refuses by itself; a refusal by Wardkey has another name. */
const askForAnother = (where: Page) =>
  where.evaluate(async () => {
    try {
      const publicKey = { challenge: new Uint8Array(32), rpId: 'x.invalid' };
      await navigator.credentials.get({ publicKey });
      return 'answered';
    } catch (thrown) {
      return thrown instanceof DOMException ? thrown.name : String(thrown);
    }
  });

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

test('a wrong PIN spends one try, and the right one then works', async () => {
  await start();
  await wardkey.enterPin('9999');
  const window = await wardkey.signInWindow();
  await window.waitForFunction(
    () => document.querySelector('#pin-tries')?.textContent === 'Tries left: 7',
  );
  expect(wardkey.key.pinTriesLeft).toBe(7);
  await wardkey.enterPin(PIN);
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.key.pinTriesLeft).toBe(8);
  await wardkey.noSignInWindow();
});

test('a person who cancels gives the page an exception, and its own functions back', async () => {
  await page.goto(GET);
  await functionsOf(page);
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  const window = await wardkey.signInWindow();
  await window.locator('[data-action=cancel]').click();
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  await hasItsOwn(page);
  await closeWindow(window);
  await expectSignInWorks();
});

test('a person who closes the window has cancelled', async () => {
  await start();
  await closeWindow(await wardkey.signInWindow());
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
});

/** A page that asks for the key, and takes that back at the event `give-up`. */
async function startAsking(): Promise<void> {
  await page.goto(BLANK);
  await wardkey.chooseSignIn(page);
  await page.evaluate(() => {
    const abort = new AbortController();
    addEventListener('give-up', () => abort.abort('enough'));
    const publicKey = { challenge: new Uint8Array(32), userVerification: 'required' } as const;
    navigator.credentials.get({ publicKey, signal: abort.signal }).catch((thrown) => {
      document.body.dataset['reason'] = String(thrown);
    });
  });
}

async function startTouching(): Promise<void> {
  wardkey.key.presence.mode = 'wait';
  await startAsking();
  await wardkey.enterPin(PIN);
  await expect.poll(() => wardkey.key.presence.awaited).toBe(true);
}

const expectQuiet = () =>
  expect
    .poll(() => ({ ...wardkey.key.commandLog.at(-1), awaited: wardkey.key.presence.awaited }))
    .toMatchObject({ command: GET_ASSERTION, status: KEEPALIVE_CANCEL, awaited: false });

test('the page aborts while the key waits for a touch: the key is told', async () => {
  await startTouching();
  await page.evaluate(() => dispatchEvent(new Event('give-up')));
  const body = await page.waitForSelector('body[data-reason]');
  expect(await body?.evaluate((element) => element.dataset['reason'])).toBe('enough');
  await expectTold('ceremony-aborted');
  await expectQuiet();
  await expectSignInWorks();
});

test('the page moves on while the key waits for a touch: the key is told', async () => {
  await startTouching();
  await page.goto('https://portal.nhs.net/');
  await expectTold('page-gone');
  await expectQuiet();
  await expectSignInWorks();
});

test('the tab is closed while the key waits for a touch: the key is told', async () => {
  // Later, the sign-in window would be where the browser opens it.
  const next = await wardkey.browser.newPage();
  await startTouching();
  await page.close();
  page = next;
  await expectTold('page-gone');
  await expectQuiet();
  await expectSignInWorks();
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
  await expectSignInWorks();
});

test('a page that shuts its prototype keeps the browser’s own way', async () => {
  await page.goto(BLANK);
  await functionsOf(page);
  await page.evaluate(() => Object.freeze(CredentialsContainer.prototype));
  await wardkey.chooseSignIn(page);
  await hasItsOwn(page);
  expect(await askForAnother(page)).toBe('SecurityError');
});

test(
  'without a bridge, the choice is refused and the page has the browser’s own way',
  async () => {
    await using bare = await EitherBrowser.launch('firefox', { bridge: false });
    const there = await bare.browser.newPage();
    await there.goto(BLANK);
    await functionsOf(there);
    const popup = await bare.openPopup(there);
    const choose = await popup.waitForSelector('[data-action=sign-in]');
    await choose?.click();
    await popup.waitForSelector('.explanation[data-code=bridge-missing]');
    expect(await popup.$('[data-action=leave]')).toBeNull();
    await hasItsOwn(there);
    expect(await askForAnother(there)).toBe('SecurityError');

    const checkUp = await bare.openPage('extension/pages/check-up/check-up.html');
    await checkUp.waitForSelector('[data-action=start]');
    await checkUp.click('input[name=wanted][value=key]');
    await checkUp.click('[data-action=start]');
    await checkUp.waitForSelector('[data-cause=program-missing]');
  },
  PATIENCE_MS,
);
