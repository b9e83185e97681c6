import { expect, test } from 'vitest';
import { expectTold } from '../e2e/bad-days/told.ts';
import { NAME, onSmartcardVisit, PIN } from '../e2e/smartcard-visit.ts';

// Web eID when things go otherwise: the wrong PIN, no card, a card pulled, a page of ill will.

const WRONG_PIN = '135790';
const NONCE = Buffer.alloc(33, 9).toString('base64');

const theVisit = onSmartcardVisit({ cardRemoved: 'tell' });

test('a person signs a document: the certificate and the signature each need a yes', async () => {
  const visit = theVisit();
  const { wardkey } = visit;
  const { webEid } = wardkey.portal.state;
  const asked = visit.ask('getSigningCertificate');
  await visit.agree();
  const given = await asked;
  expect(given).toMatchObject({
    supportedSignatureAlgorithms: expect.arrayContaining([
      { cryptoAlgorithm: 'ECC', hashFunction: 'SHA-256', paddingScheme: 'NONE' },
    ]),
  });
  await wardkey.noSignInWindow();
  const certificate = String(Reflect.get(Object(given), 'certificate'));
  const signed = visit.ask('sign', certificate, webEid.documentHash, 'SHA-256');
  await visit.agree();
  await wardkey.enterPin(PIN);
  const signature = String(Reflect.get(Object(await signed), 'signature'));
  expect(webEid.sign(certificate, signature)).toEqual({ subject: expect.stringContaining(NAME) });
});

test('a wrong PIN costs one try and is asked for again', async () => {
  const visit = theVisit();
  const { wardkey, page, card } = visit;
  await page.click('#sign-in');
  await visit.agree();
  await wardkey.enterPin(WRONG_PIN);
  const window = await wardkey.signInWindow();
  await window.waitForFunction(() =>
    document.querySelector('#pin-tries')?.textContent?.includes('2'),
  );
  expect(card.applet.pin.tries).toBe(2);
  await wardkey.enterPin(PIN);
  expect(await visit.outcome()).toMatchObject({ state: 'done' });
  expect(card.applet.pin.tries).toBe(3);
});

test('a person says no: the page hears that it was cancelled, and the card nothing', async () => {
  const visit = theVisit();
  const { wardkey, page, card } = visit;
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await visit.outcome()).toEqual({ state: 'failed', text: 'ERR_WEBEID_USER_CANCELLED' });
  expect(card.applet.pin.tries).toBe(3);
});

test('a person is asked for the card where none is there, and goes on with it', async () => {
  const visit = theVisit();
  const { wardkey, page, reader, card } = visit;
  reader.remove();
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=device-wait]');
  reader.insert(card);
  await visit.agree();
  await wardkey.enterPin(PIN);
  expect(await visit.outcome()).toMatchObject({ state: 'done' });
});

test('a card that is pulled while the PIN is asked for ends it, and costs no try', async () => {
  const visit = theVisit();
  const { page, reader, card } = visit;
  await page.click('#sign-in');
  const window = await visit.agree();
  await window.waitForSelector('[data-stage=pin]');
  reader.remove();
  expect(await visit.outcome()).toEqual({ state: 'failed', text: 'ERR_WEBEID_NATIVE_FATAL' });
  await expectTold(window, 'device-removed');
  expect(card.applet.pin.tries).toBe(3);
  await (await window.waitForSelector('[data-action=close]'))?.click();
});

test('a page says in what language the person reads', async () => {
  const visit = theVisit();
  const asked = visit.ask('authenticate', NONCE, { lang: 'cy' });
  const window = await visit.wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  expect(await window.evaluate(() => document.documentElement.lang)).toBe('cy');
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await asked).toBe('ERR_WEBEID_USER_CANCELLED');
});

test('a page that gives the person little time hears that it is over', async () => {
  const visit = theVisit();
  const asked = visit.ask('authenticate', NONCE, { userInteractionTimeout: 15_000 });
  const window = await visit.wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  expect(await asked).toBe('ERR_WEBEID_USER_TIMEOUT');
  await (await window.waitForSelector('[data-action=close]'))?.click();
  expect(visit.card.applet.pin.tries).toBe(3);
});

test('one action at a time', async () => {
  const visit = theVisit();
  const { wardkey } = visit;
  const first = visit.ask('authenticate', NONCE);
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  expect(await visit.ask('getSigningCertificate')).toBe('ERR_WEBEID_ACTION_PENDING');
  await (await window.waitForSelector('[data-action=cancel]'))?.click();
  expect(await first).toBe('ERR_WEBEID_USER_CANCELLED');
});

test('a page says for whom the token is in vain: the browser’s word counts', async () => {
  const visit = theVisit();
  const { wardkey, page } = visit;
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
  await visit.agree();
  await wardkey.enterPin(PIN);
  const { webEid } = wardkey.portal.state;
  // The site at the other origin would refuse it, though the nonce were its own.
  expect(webEid.judge('https://login.microsoft.com', NONCE, await answer)).toEqual({
    refused: 'signature',
  });
  expect(webEid.judge('https://portal.nhs.net', NONCE, await answer)).toHaveProperty('subject');
});

test('a page on which somebody signed in hears when the card is taken out', async () => {
  const visit = theVisit();
  const { wardkey, page, reader } = visit;
  await page.click('#sign-in');
  await visit.agree();
  await wardkey.enterPin(PIN);
  expect(await visit.outcome()).toMatchObject({ state: 'done' });
  await wardkey.noSignInWindow();
  const heard = page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    addEventListener('message', ({ source, data }) => {
      if (source === window) resolve(data);
    });
    return promise;
  });
  reader.remove();
  expect(await heard).toEqual({ action: 'wardkey:card-removed' });
});
