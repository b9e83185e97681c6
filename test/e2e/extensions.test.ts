import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { launch, type Page, type Wardkey } from 'wardkey/testing';

// What pages get from extensions, in the browser that hands them on: it checks each answer's form.

const PIN = '2468';
const CRED_RANDOM = { withUv: Buffer.alloc(32, 1), withoutUv: Buffer.alloc(32, 2) };

/** The secret of the input `one`, by the definition of prf (WebAuthn Level 3 §10.1.4). */
function secretOfOne(): string {
  const salt = createHash('sha256').update('WebAuthn PRF\0one').digest();
  return createHmac('sha256', CRED_RANDOM.withUv).update(salt).digest('hex');
}

async function throughWardkey<T>(wardkey: Wardkey, page: Page, asking: () => Promise<T>) {
  await wardkey.chooseSignIn(page);
  const asked = asking();
  await wardkey.enterPin(PIN);
  return asked;
}

function register(page: Page) {
  return page.evaluate(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        rp: { name: 'Practice' },
        user: { id: new Uint8Array([1]), name: 'sam', displayName: 'Sam' },
        challenge: new Uint8Array(32),
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required' },
        extensions: {
          credProps: true,
          largeBlob: { support: 'required' },
          prf: { eval: { first: new TextEncoder().encode('one') } },
        },
      },
    });
    if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
    const { credProps, largeBlob, prf } = credential.getClientExtensionResults();
    return {
      id: credential.id,
      rk: credProps?.rk,
      supported: largeBlob?.supported,
      prf: prf?.enabled,
    };
  });
}

function signIn(page: Page, id: string, largeBlob: 'read' | 'write') {
  return page.evaluate(
    async (credentialId, mode) => {
      const hex = (bytes: BufferSource | undefined) => {
        if (bytes === undefined) return undefined;
        const view = ArrayBuffer.isView(bytes)
          ? new Uint8Array(bytes.buffer)
          : new Uint8Array(bytes);
        return Array.from(view, (byte) => byte.toString(16).padStart(2, '0')).join('');
      };
      const text = atob(credentialId.replaceAll('-', '+').replaceAll('_', '/'));
      const credential = await navigator.credentials.get({
        publicKey: {
          challenge: new Uint8Array(32),
          allowCredentials: [
            { type: 'public-key', id: Uint8Array.from(text, (letter) => letter.charCodeAt(0)) },
          ],
          extensions: {
            largeBlob:
              mode === 'read' ? { read: true } : { write: new TextEncoder().encode('a note') },
            prf: { eval: { first: new TextEncoder().encode('one') } },
          },
        },
      });
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
      const results = credential.getClientExtensionResults();
      return {
        secret: hex(results.prf?.results?.first),
        written: results.largeBlob?.written,
        blob: hex(results.largeBlob?.blob),
      };
    },
    id,
    largeBlob,
  );
}

test('a page gets its secrets and its data', async () => {
  await using wardkey = await launch({ key: { pin: PIN, credRandom: CRED_RANDOM } });
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/create');
  const made = await throughWardkey(wardkey, page, () => register(page));
  expect(made).toMatchObject({ rk: true, supported: true, prf: true });

  const secret = secretOfOne();
  const wrote = await throughWardkey(wardkey, page, () => signIn(page, made.id, 'write'));
  expect(wrote).toEqual({ secret, written: true, blob: undefined });
  const read = await throughWardkey(wardkey, page, () => signIn(page, made.id, 'read'));
  const blob = Buffer.from('a note').toString('hex');
  expect(read).toEqual({ secret, written: undefined, blob });
});
