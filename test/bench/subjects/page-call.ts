import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { launch } from '../../kit/launch.ts';
import { useBrowsersOwn } from '../../portal/browsers-own.ts';
import { buildTargets } from '../../run/build.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'A page in a browser';
const PAGE = 'https://login.microsoft.com/blank';
/** A person does not ask within a blink of closing the popup, whose window still goes away. */
const SETTLE_MS = 500;
/** Each costs a second of settling. */
const MOST_RUNS = 100;
const QUICK_RUNS = 8;
const WHAT = 'get() from call to answer; the key answers at once';
const FIREFOX =
  'Firefox has no way for an extension to answer a page in the place of the browser (webAuthenticationProxy)';

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

/** How long a page waits, through Wardkey and through the browser's own virtual authenticator, in turns. */
export const pageCall: Subject = {
  name: 'page',
  async measure({ runs, quick, say }) {
    say(SUBJECT);
    buildTargets(['full', 'bridge']);
    const place = { subject: SUBJECT, what: WHAT, unit: 'ms' };
    const through = new Series({
      ...place,
      peer: 'Wardkey',
      way: 'Chromium, extension and bridge',
    });
    const own = new Series({ ...place, peer: "Chromium's own", way: 'its virtual authenticator' });
    await using wardkey = await launch({ key: {} });
    const page = await wardkey.browser.newPage();
    await page.goto(PAGE);
    const ownPage = await wardkey.browser.newPage();
    await ownPage.goto(PAGE);
    await useBrowsersOwn(ownPage);

    await wardkey.chooseSignIn(page);
    const id = await register(page);
    await ownPage.bringToFront();
    const ownId = await register(ownPage);
    for (let run = 0; run < (quick ? QUICK_RUNS : Math.min(runs, MOST_RUNS)); run++) {
      await wardkey.chooseSignIn(page);
      await sleep(SETTLE_MS);
      through.add(await timedGet(page, id));
      await ownPage.bringToFront();
      await sleep(SETTLE_MS);
      own.add(await timedGet(ownPage, ownId));
    }
    const firefox: Row = { ...place, peer: 'Wardkey', way: 'Firefox', empty: FIREFOX };
    return [through.row(), own.row(), firefox];
  },
};
