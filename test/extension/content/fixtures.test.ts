import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecognisedPage } from '../../../shared/portals/page-match.ts';
import { portalOf } from '../../../shared/portals/portals.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import type { Fixture } from '../../portal/fixtures/fixture.ts';
import { fixtures } from '../../portal/fixtures/fixtures.ts';
import { readerBundle } from './reader-bundle.ts';
import type { Reading } from './reader-global.ts';

interface Looked extends Reading {
  readonly name: string;
  readonly fixture: Fixture;
}

let browser: Browser;
let page: Page;
let readings: readonly Looked[];

/** Shows each fixture in turn in one page, and lets the content script's own code look at it. */
async function readAll(all: readonly Fixture[]): Promise<readonly Looked[]> {
  const given = all.map(({ html, url }) => ({ html, url }));
  const read = await page.evaluate((list) => {
    return list.map(({ html, url }) => {
      document.open();
      document.write(html);
      document.close();
      return window.wardkeyReader.read(url);
    });
  }, given);
  return all.flatMap((fixture, index) => {
    const reading = read[index];
    const name = `${fixture.id} (${fixture.variant})`;
    return reading === undefined ? [] : [{ name, fixture, ...reading }];
  });
}

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.evaluate(await readerBundle());
  readings = await readAll(fixtures());
});
afterAll(() => browser?.close());

/** What is said of a page in one word: its id, its portal, why it is none, or nothing. */
function wordOf(match: RecognisedPage): string {
  switch (match.kind) {
    case 'page':
      return match.page;
    case 'near-miss':
      return match.why;
    default:
      return match.kind;
  }
}

/** What may be recognised, by the same words. */
function recognisable({ expected }: Fixture): readonly string[] {
  if (expected.precision === 'portal-only') return ['portal'];
  if (expected.page === null) return ['nothing', 'not-secure', 'other-host'];
  return expected.precision === 'exact' ? [expected.page] : [expected.page, 'portal'];
}

/** What may be told: nothing of a page that everybody uses, unless it is open for the NHS. */
function tellable(fixture: Fixture): readonly string[] {
  const { expected, url } = fixture;
  const isOthers = portalOf(new URL(url).host)?.isShared === true && !expected.nhs;
  return isOthers ? ['other-tenant', 'personal-account', 'no-evidence'] : recognisable(fixture);
}

test('every page is known in all its variants, and nothing is taken for what it is not', () => {
  expect(readings.length).toBe(fixtures().length);
  const wrong = readings.filter(
    ({ fixture, found, match }) =>
      !recognisable(fixture).includes(wordOf(found)) || !tellable(fixture).includes(wordOf(match)),
  );
  expect(wrong).toEqual([]);
});

test('a security key that is hidden from the list is noticed, and no other', () => {
  const noticed = readings.filter(({ seen }) => seen.keyChoice === 'hidden');
  const hidden = readings.filter(
    ({ fixture }) => fixture.expected.warning === 'hidden-security-key',
  );
  expect(noticed.map(({ name }) => name)).toEqual(hidden.map(({ name }) => name));
  expect(hidden.length).toBeGreaterThan(4);
});

const BOTH = '<style>:root { color-scheme: light dark }</style>';
const BOTH_IN_HEAD = '<meta name="color-scheme" content="dark light">';

test.each([
  ['on a page in its light form', '', 'light', 'hidden'],
  ['on one that has no other', '', 'dark', 'hidden'],
  ['on one in its dark form', '<style>:root { color-scheme: dark }</style>', 'light', 'offered'],
  ['on one that says so in its head', '<meta name="Color-Scheme" content="dark">', '', 'offered'],
  ['on one that has both', BOTH, 'light', 'hidden'],
  ['on one that has both', BOTH, 'dark', 'offered'],
  ['on one that has both in its head', BOTH_IN_HEAD, 'light', 'hidden'],
  ['on one that has both in its head', BOTH_IN_HEAD, 'dark', 'offered'],
  [
    'on one whose head is overruled',
    `${BOTH_IN_HEAD}<style>:root { color-scheme: light }</style>`,
    'dark',
    'hidden',
  ],
])('letters that are white, %s: %s, %s', async (_, head, wish, keyChoice) => {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: wish }]);
  const html = WAYS.replace('<body>', `${head}<body>`);
  const [looked] = await readAll([{ ...fixtureNamed('entra-mfa-choose'), html }]);
  await page.emulateMediaFeatures();
  expect(looked?.seen.keyChoice).toBe(keyChoice);
});

test('no text that is not of the catalogue is in a snapshot', () => {
  const text = JSON.stringify(readings.map(({ seen }) => seen));
  for (const secret of ['@nhs.net', 'jones', 'Jones']) expect(text).not.toContain(secret);
});

test('what a person writes and the digits of number matching are not looked at', async () => {
  const looked = await page.evaluate((html) => {
    document.open();
    document.write(html);
    document.close();
    return window.wardkeyReader.lookedAt('.displaySign');
  }, SECRETS);
  expect(looked).toEqual(expect.arrayContaining(['Approve', 'beside ', 'Name', 'outside']));
  expect(looked.join(' ')).not.toMatch(/secret|42/);
});

const SECRETS = `<!doctype html><body>
<h1>Approve</h1><p>beside <b>bold</b></p>
<div class=displaySign>42<b>42 deeper</b></div><h2>secret <span class=displaySign>42</span></h2>
<div contenteditable>secret<p>secret <button>secret</button></p></div>
<textarea>secret</textarea><label>Name<textarea>secret</textarea></label>
<button>outside<span contenteditable>secret</span></button></body>`;

/** A list of ways to sign in, with a key's in white letters. */
const WAYS = `<!doctype html><body>
<div data-value="PhoneAppOTP">Use a code</div><div data-value="OneWaySMS">Text me</div>
<div data-value="FidoKey" style="color: #fff">Use a security key</div></body>`;

function fixtureNamed(id: string): Fixture {
  const found = fixtures().find((fixture) => fixture.id === id);
  if (found === undefined) throw new Error(`no fixture: ${id}`);
  return found;
}
