import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  launch,
  type Page,
  PivCard,
  practiceIssuer,
  practiceKeys,
  type VirtualReader,
  type Wardkey,
} from 'wardkey/testing';
import { expectTold } from './bad-days/told.ts';

// A site that takes smartcards by Web eID, the card panel, the installed bridge, and a virtual card behind a real
// pcscd.

const SITE = 'https://portal.nhs.net/smartcard';
const PIN = '246810';
const WRONG_PIN = '135790';
const NAME = 'Pat Practice';

let wardkey: Wardkey;
let reader: VirtualReader;
let keys: Awaited<ReturnType<typeof practiceKeys>>;
let card: PivCard;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', plugged: false });
  if (!wardkey.reader) throw new Error('no reader');
  reader = wardkey.reader;
  const issuer = await practiceIssuer();
  wardkey.portal.state.webEid.trust(issuer.certificate);
  const made = await practiceKeys();
  if (!made['9a'] || !made['9c']) throw new Error('no keys');
  keys = { '9a': await issuer.certify(made['9a']), '9c': await issuer.certify(made['9c']) };
});
afterAll(() => wardkey?.close());

beforeEach(async () => {
  card = new PivCard({ keys, pin: PIN });
  reader.insert(card);
  page = await wardkey.browser.newPage();
  await visit();
});
afterEach(async () => {
  reader.remove();
  await page.close();
  await wardkey.noSignInWindow();
});

async function visit(): Promise<void> {
  await page.goto(SITE);
  await page.waitForSelector('[data-ready]');
}

/** What the page says once it has an answer. */
async function outcome(): Promise<{ state: string | null; text: string | null }> {
  const found = await page.waitForSelector('#outcome:is([data-state=done], [data-state=failed])');
  if (found === null) throw new Error('no outcome');
  return found.evaluate((element) => ({
    state: element.getAttribute('data-state'),
    text: element.textContent,
  }));
}

async function agree(): Promise<Page> {
  const window = await wardkey.signInWindow();
  const button = await window.waitForSelector('[data-action=agree]:enabled');
  await button?.click();
  return window;
}

/** What the page gets for an action of the protocol: the answer's members, or the code. */
function ask(name: string, ...args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    async (action, given) => {
      const client = Reflect.get(window, 'webEid');
      try {
        return await client[action](...given);
      } catch (thrown) {
        return thrown instanceof Object && 'code' in thrown ? thrown.code : String(thrown);
      }
    },
    name,
    args,
  );
}

const HASH = Buffer.alloc(32, 7).toString('base64');
const NONCE = Buffer.alloc(33, 9).toString('base64');

test('a page learns that Wardkey is there, and how it speaks', async () => {
  await page.click('#status');
  expect(await outcome()).toEqual({
    state: 'done',
    text: expect.stringMatching(/^2\.1\.0 2\.1\.0\+wardkey\.\S+ 2\.1\.0\+wardkey\.\S+$/),
  });
});

test('a person signs in with the card: asked first, told who asks, believed by the site', async () => {
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  const told = await window.evaluate(() => document.body.innerText);
  expect(told).toContain('portal.nhs.net');
  expect(told).toContain(NAME);
  await agree();
  await wardkey.enterPin(PIN);
  expect(await outcome()).toEqual({ state: 'done', text: expect.stringContaining(NAME) });
  expect(wardkey.portal.state.webEid.signIns.at(-1)).toHaveProperty('subject');
});

test('a person signs a document: the certificate and the signature each need a yes', async () => {
  const { webEid } = wardkey.portal.state;
  const asked = ask('getSigningCertificate');
  await agree();
  const given = await asked;
  expect(given).toMatchObject({
    supportedSignatureAlgorithms: expect.arrayContaining([
      { cryptoAlgorithm: 'ECC', hashFunction: 'SHA-256', paddingScheme: 'NONE' },
    ]),
  });
  await wardkey.noSignInWindow();
  const certificate = String(Reflect.get(Object(given), 'certificate'));
  const signed = ask('sign', certificate, webEid.documentHash, 'SHA-256');
  await agree();
  await wardkey.enterPin(PIN);
  const signature = String(Reflect.get(Object(await signed), 'signature'));
  expect(webEid.sign(certificate, signature)).toEqual({ subject: expect.stringContaining(NAME) });
});

test('a wrong PIN costs one try and is asked for again', async () => {
  await page.click('#sign-in');
  await agree();
  await wardkey.enterPin(WRONG_PIN);
  const window = await wardkey.signInWindow();
  await window.waitForFunction(() =>
    document.querySelector('#pin-tries')?.textContent?.includes('2'),
  );
  expect(card.applet.pin.tries).toBe(2);
  await wardkey.enterPin(PIN);
  expect(await outcome()).toMatchObject({ state: 'done' });
  expect(card.applet.pin.tries).toBe(3);
});

test('a person says no: the page hears that it was cancelled, and the card nothing', async () => {
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await outcome()).toEqual({ state: 'failed', text: 'ERR_WEBEID_USER_CANCELLED' });
  expect(card.applet.pin.tries).toBe(3);
});

test('a person is asked for the card where none is there, and goes on with it', async () => {
  reader.remove();
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=device-wait]');
  reader.insert(card);
  await agree();
  await wardkey.enterPin(PIN);
  expect(await outcome()).toMatchObject({ state: 'done' });
});

test('a card that is pulled while the PIN is asked for ends it, and costs no try', async () => {
  await page.click('#sign-in');
  const window = await agree();
  await window.waitForSelector('[data-stage=pin]');
  reader.remove();
  expect(await outcome()).toEqual({ state: 'failed', text: 'ERR_WEBEID_NATIVE_FATAL' });
  await expectTold(window, 'device-removed');
  expect(card.applet.pin.tries).toBe(3);
  await (await window.waitForSelector('[data-action=close]'))?.click();
});

test('a page cannot have a token for another site signed as if it were a document', async () => {
  // The certificate of the authentication key, which the page knows from an earlier sign-in.
  const certificate = Buffer.from(keys['9a']?.certificate ?? []).toString('base64');
  const answer = ask('sign', certificate, HASH, 'SHA-256');
  await agree();
  expect(await answer).toBe('ERR_WEBEID_NATIVE_INVALID_ARGUMENT');
  expect(card.applet.pin.tries).toBe(3);
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('[data-action=close]'))?.click();
});

test('what is not well formed is refused before the person is asked', async () => {
  const certificate = Buffer.from(keys['9c']?.certificate ?? []).toString('base64');
  expect(await ask('sign', certificate, HASH, 'SHA-512')).toBe(
    'ERR_WEBEID_NATIVE_INVALID_ARGUMENT',
  );
  expect(await ask('sign', certificate, HASH, 'MD5')).toBe('ERR_WEBEID_NATIVE_INVALID_ARGUMENT');
  expect(await ask('sign', certificate, '', 'SHA-256')).toBe('ERR_WEBEID_MISSING_PARAMETER');
  expect(await ask('authenticate', 'c2hvcnQ=')).toBe('ERR_WEBEID_NATIVE_INVALID_ARGUMENT');
});

test('one action at a time', async () => {
  const first = ask('authenticate', NONCE);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  expect(await ask('getSigningCertificate')).toBe('ERR_WEBEID_ACTION_PENDING');
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await first).toBe('ERR_WEBEID_USER_CANCELLED');
});

test('a page says for whom the token is in vain: the browser’s word counts', async () => {
  const answer = page.evaluate((nonce) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    addEventListener('message', ({ data }) => {
      if (String(data.action).endsWith('-success')) resolve(data);
    });
    const forged = { origin: 'https://login.microsoft.com', challengeNonce: nonce };
    postMessage({ action: 'web-eid:authenticate', libraryVersion: '2.1.0', ...forged }, '*');
    return promise;
  }, NONCE);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  expect(await window.evaluate(() => document.body.innerText)).not.toContain('login.microsoft.com');
  await agree();
  await wardkey.enterPin(PIN);
  const { webEid } = wardkey.portal.state;
  // The site at the other origin would refuse it, though the nonce were its own.
  expect(webEid.judge('https://login.microsoft.com', NONCE, await answer)).toEqual({
    refused: 'signature',
  });
  expect(webEid.judge('https://portal.nhs.net', NONCE, await answer)).toHaveProperty('subject');
});

test('a frame gets no answer', async () => {
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = '/smartcard';
    document.body.append(frame);
  });
  const frame = await page.waitForFrame((candidate) => candidate !== page.mainFrame());
  await frame.waitForSelector('[data-ready]');
  await frame.click('#status');
  const told = await frame.waitForSelector('#outcome[data-state=failed]');
  expect(await told?.evaluate(({ textContent }) => textContent)).toBe(
    'ERR_WEBEID_EXTENSION_UNAVAILABLE',
  );
});

test('a page that is not listed gets no answer', async () => {
  await page.goto('https://www.example.org/smartcard');
  await page.waitForSelector('[data-ready]');
  await page.click('#status');
  expect(await outcome()).toEqual({ state: 'failed', text: 'ERR_WEBEID_EXTENSION_UNAVAILABLE' });
});

test('where somebody else answers, Wardkey says nothing', async () => {
  await page.evaluate((nonce) => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    addEventListener('message', ({ data }) => {
      heard.push(data.action);
      // As another extension does: it acknowledges at once.
      if (data.action === 'web-eid:authenticate') postMessage({ action: `${data.action}-ack` });
    });
    postMessage({ action: 'web-eid:authenticate', challengeNonce: nonce });
  }, NONCE);
  expect(await ask('status')).toBe('ERR_WEBEID_EXTENSION_UNAVAILABLE');
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([
    'web-eid:authenticate',
    'web-eid:authenticate-ack',
    'web-eid:status',
  ]);
});

test('the card panel shows how the card stands, tries it out, and sees it go', async () => {
  await page.goto(`chrome-extension://${wardkey.extensionId}/extension/pages/card/card.html`);
  await page.waitForSelector('.card dl');
  const told = () => page.evaluate(() => document.body.innerText);
  expect(await told()).toContain('PIN tries left: 3');
  expect(await told()).not.toContain(NAME);
  await page.click('[data-action=test-card]');
  await wardkey.enterPin(PIN);
  await page.waitForSelector('.verdict[data-works=true]');
  await wardkey.noSignInWindow();
  reader.remove();
  await page.waitForFunction(() => document.querySelector('.card') === null);
  expect(await told()).toContain('There is no card in a reader');
});
