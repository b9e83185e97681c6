import { expect, test } from 'vitest';
import { NAME, onSmartcardVisit, PIN } from './smartcard-visit.ts';

// A site that takes smartcards by Web eID, the card panel, the installed bridge, and a virtual card
// behind a real pcscd. What a person may do otherwise is tried in test/long.

const HASH = Buffer.alloc(32, 7).toString('base64');
const NONCE = Buffer.alloc(33, 9).toString('base64');

const theVisit = onSmartcardVisit({ cardRemoved: 'close' });

test('a page learns that Wardkey is there, and how it speaks', async () => {
  const visit = theVisit();
  const { page } = visit;
  await page.click('#status');
  expect(await visit.outcome()).toEqual({
    state: 'done',
    text: expect.stringMatching(/^2\.1\.0 2\.1\.0\+wardkey\.\S+ 2\.1\.0\+wardkey\.\S+$/),
  });
});

test('a person signs in with the card: asked first, told who asks, believed by the site', async () => {
  const visit = theVisit();
  const { wardkey, page } = visit;
  await page.click('#sign-in');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('[data-stage=consent]');
  const told = await window.evaluate(() => document.body.innerText);
  expect(told).toContain('portal.nhs.net');
  expect(told).toContain(NAME);
  await visit.agree();
  await wardkey.enterPin(PIN);
  expect(await visit.outcome()).toEqual({ state: 'done', text: expect.stringContaining(NAME) });
  expect(wardkey.portal.state.webEid.signIns.at(-1)).toHaveProperty('subject');
});

test('a page cannot have a token for another site signed as if it were a document', async () => {
  const visit = theVisit();
  const { wardkey, card, keys } = visit;
  // The certificate of the authentication key, which the page knows from an earlier sign-in.
  const certificate = Buffer.from(keys['9a']?.certificate ?? []).toString('base64');
  const answer = visit.ask('sign', certificate, HASH, 'SHA-256');
  await visit.agree();
  expect(await answer).toBe('ERR_WEBEID_NATIVE_INVALID_ARGUMENT');
  expect(card.applet.pin.tries).toBe(3);
  const window = await wardkey.signInWindow();
  await (await window.waitForSelector('[data-action=close]'))?.click();
});

test('what is not well formed is refused before the person is asked', async () => {
  const visit = theVisit();
  const { keys } = visit;
  const certificate = Buffer.from(keys['9c']?.certificate ?? []).toString('base64');
  expect(await visit.ask('sign', certificate, HASH, 'SHA-512')).toBe(
    'ERR_WEBEID_NATIVE_INVALID_ARGUMENT',
  );
  expect(await visit.ask('sign', certificate, HASH, 'MD5')).toBe(
    'ERR_WEBEID_NATIVE_INVALID_ARGUMENT',
  );
  expect(await visit.ask('sign', certificate, '', 'SHA-256')).toBe('ERR_WEBEID_MISSING_PARAMETER');
  expect(await visit.ask('authenticate', 'c2hvcnQ=')).toBe('ERR_WEBEID_NATIVE_INVALID_ARGUMENT');
});

test('a frame gets no answer', async () => {
  const visit = theVisit();
  const { page } = visit;
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
  const visit = theVisit();
  const { page } = visit;
  await page.goto('https://www.example.org/smartcard');
  await page.waitForSelector('[data-ready]');
  await page.click('#status');
  expect(await visit.outcome()).toEqual({
    state: 'failed',
    text: 'ERR_WEBEID_EXTENSION_UNAVAILABLE',
  });
});

test('where somebody else answers, Wardkey says nothing', async () => {
  const visit = theVisit();
  const { page } = visit;
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
  expect(await visit.ask('status')).toBe('ERR_WEBEID_EXTENSION_UNAVAILABLE');
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([
    'web-eid:authenticate',
    'web-eid:authenticate-ack',
    'web-eid:status',
  ]);
});

test('the card panel shows how the card stands, tries it out, and sees it go', async () => {
  const visit = theVisit();
  const { wardkey, page, reader } = visit;
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

test('where the policy says so, the page that a card signed in to closes when the card goes', async () => {
  const visit = theVisit();
  const { wardkey, page, reader } = visit;
  await page.click('#sign-in');
  await visit.agree();
  await wardkey.enterPin(PIN);
  expect(await visit.outcome()).toMatchObject({ state: 'done' });
  const elsewhere = await wardkey.browser.newPage();
  const closed = new Promise((resolve) => page.once('close', resolve));
  reader.remove();
  await closed;
  expect(elsewhere.isClosed()).toBe(false);
  await elsewhere.close();
});
