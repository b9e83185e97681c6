import { createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { EitherBrowser } from '../../kit/either-browser.ts';
import { type LaunchOptions, launch } from '../../kit/launch.ts';
import { useBrowsersOwn } from '../../portal/browsers-own.ts';
import { gotOfJson } from '../device/attestation.ts';
import { type Credential, checkGot } from '../device/evidence.ts';
import { register as registerOnKey } from '../device/register.ts';
import { type Summary, summarise } from '../statistics.ts';

const RP_ID = 'login.microsoft.com';
const PAGE = `https://${RP_ID}/blank`;
/** A person does not ask within a blink of closing the popup, whose window still goes away. */
const SETTLE_MS = 250;

/** How long a page waited for navigator.credentials.get(), in milliseconds as the page sees them. */
export interface PageCallTimes {
  readonly throughWardkey: Summary;
  /** Through the browser's own DevTools virtual authenticator, on the same page. */
  readonly throughBrowser: Summary;
}

/**
 * Measures both in turns, in one browser, so that whatever else the machine does slows both. The key
 * answers at once and asks for no PIN and no touch, so that only the way is measured.
 */
export async function measurePageCalls(
  runs: number,
  via: NonNullable<LaunchOptions['via']>,
): Promise<PageCallTimes> {
  await using wardkey = await launch({ key: {}, via });
  const through = await wardkey.browser.newPage();
  await through.goto(PAGE);
  const own = await wardkey.browser.newPage();
  await own.goto(PAGE);
  await useBrowsersOwn(own);

  await wardkey.chooseSignIn(through);
  const throughCredential = await register(through);
  await own.bringToFront();
  const ownCredential = await register(own);

  const times = { through: [] as number[], own: [] as number[] };
  for (let run = 0; run < runs; run++) {
    await wardkey.chooseSignIn(through);
    await sleep(SETTLE_MS);
    times.through.push(await timedGet(through, throughCredential));
    await own.bringToFront();
    await sleep(SETTLE_MS);
    times.own.push(await timedGet(own, ownCredential));
  }
  return { throughWardkey: summarise(times.through), throughBrowser: summarise(times.own) };
}

/** The same in Firefox, whose own authenticator answers the pages that no sign-in was chosen for. */
export async function measureFirefoxCalls(runs: number): Promise<PageCallTimes> {
  await using wardkey = await EitherBrowser.launch('firefox');
  const through = await wardkey.browser.newPage();
  await through.goto(PAGE);
  await wardkey.plugIntoBrowser(through);
  const own = await wardkey.browser.newPage();
  await own.goto(PAGE);
  const ownCredential = await register(own);
  const credential = await registerOnKey(wardkey.key, RP_ID);
  const times = { through: [] as number[], own: [] as number[] };
  for (let run = 0; run < runs; run++) {
    await through.bringToFront();
    await wardkey.chooseSignIn(through);
    await sleep(SETTLE_MS);
    times.through.push(await timedGet(through, credential));
    await own.bringToFront();
    await sleep(SETTLE_MS);
    times.own.push(await timedGet(own, ownCredential));
  }
  return { throughWardkey: summarise(times.through), throughBrowser: summarise(times.own) };
}

/** Registers a credential on whatever answers the page. */
async function register(page: Page): Promise<Credential> {
  const { id, spki } = await page.evaluate(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'bench' },
        user: { id: new Uint8Array(16), name: 'bench', displayName: 'bench' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { userVerification: 'discouraged', residentKey: 'discouraged' },
      },
    });
    if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
    const { response } = credential;
    if (!('getPublicKey' in response) || typeof response.getPublicKey !== 'function') {
      throw new Error('no public key');
    }
    const key: ArrayBuffer = response.getPublicKey();
    return { id: credential.id, spki: [...new Uint8Array(key)] };
  });
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return { id: Buffer.from(id, 'base64url'), publicKey };
}

/** Set in the flags of authenticator data where the person was verified (WebAuthn Level 3 §6.1). */
const VERIFIED = 0x04;

/** One timed get(). @returns milliseconds, as the page sees them @throws Error when it is not right */
async function timedGet(page: Page, { id, publicKey }: Credential): Promise<number> {
  const { took, response } = await page.evaluate(
    async (credentialId) => {
      const bytes = Uint8Array.from(credentialId);
      const challenge = crypto.getRandomValues(new Uint8Array(32));
      const started = performance.now();
      const credential = await navigator.credentials.get({
        publicKey: {
          challenge,
          userVerification: 'discouraged',
          allowCredentials: [{ type: 'public-key', id: bytes }],
        },
      });
      const took = performance.now() - started;
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
      const bytesOf = (name: string) => {
        const value: unknown = Reflect.get(credential.response, name);
        if (!(value instanceof ArrayBuffer)) throw new Error(`no ${name}`);
        return [...new Uint8Array(value)];
      };
      const names = ['clientDataJSON', 'authenticatorData', 'signature'] as const;
      return { took, response: names.map(bytesOf) };
    },
    [...id],
  );
  const [clientDataJSON = '', authenticatorData = '', signature = ''] = response.map((bytes) =>
    Buffer.from(bytes).toString('base64url'),
  );
  const got = gotOfJson({ response: { clientDataJSON, authenticatorData, signature } });
  const userVerified = ((got.authData[32] ?? 0) & VERIFIED) !== 0;
  checkGot(got, publicKey, { rpId: RP_ID, userVerified });
  return took;
}
