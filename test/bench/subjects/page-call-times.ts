import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { type LaunchOptions, launch } from '../../kit/launch.ts';
import { useBrowsersOwn } from '../../portal/browsers-own.ts';
import { type Summary, summarise } from '../statistics.ts';

const PAGE = 'https://login.microsoft.com/blank';
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
  const throughId = await register(through);
  await own.bringToFront();
  const ownId = await register(own);

  const times = { through: [] as number[], own: [] as number[] };
  for (let run = 0; run < runs; run++) {
    await wardkey.chooseSignIn(through);
    await sleep(SETTLE_MS);
    times.through.push(await timedGet(through, throughId));
    await own.bringToFront();
    await sleep(SETTLE_MS);
    times.own.push(await timedGet(own, ownId));
  }
  return { throughWardkey: summarise(times.through), throughBrowser: summarise(times.own) };
}

/** Registers a credential on whatever answers the page. @returns its id as base64url */
function register(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'bench' },
        user: { id: new Uint8Array(16), name: 'bench', displayName: 'bench' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { userVerification: 'discouraged', residentKey: 'discouraged' },
      },
    });
    if (credential === null) throw new Error('no credential');
    return credential.id;
  });
}

/** One timed get(). @returns milliseconds, as the page sees them */
function timedGet(page: Page, id: string): Promise<number> {
  return page.evaluate(async (credentialId) => {
    const text = atob(credentialId.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
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
    if (credential?.id !== credentialId) throw new Error('the wrong credential answered');
    return took;
  }, id);
}
