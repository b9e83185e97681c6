import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOffScreen, PAGES as PAGES_OF_CATALOGUE } from '../../shared/portals/catalogue.ts';
import { READ_HOSTS } from '../../shared/portals/portals.ts';
import { Walk } from '../extension/detection/walk.ts';
import { BROWSER_NAMES } from '../kit/browser-names.ts';
import { fixtures } from '../portal/fixtures/fixtures.ts';
import { buildTargets, TARGETS } from '../run/build.ts';

// What a person types, and what a page shows to her alone, is in no message and in no storage.
const CANARY = 'canary-7f3a';
const DIGITS = '84071';
/** Every page of the catalogue that has an address. */
const PAGES_ON_SCREEN = PAGES_OF_CATALOGUE.filter((page) => !isOffScreen(page)).length;
const LAST_LINE = 'the last line of the page';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PAGES = fixtures().filter(({ variant }) => variant === 'base');

/** Whether a script of ours looks at a page; at those with mail of patients none does. */
function isRead({ url }: Pick<(typeof PAGES)[number], 'url'>): boolean {
  return READ_HOSTS.includes(new URL(url).host);
}

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let walk: Walk;
  /** What stands in the consoles: of the page and its content scripts, of the popup, of the worker. */
  const logged: string[] = [];
  beforeAll(async () => {
    walk = await Walk.begin(name);
    const { browser } = walk.wardkey;
    walk.page.on('console', (line) => logged.push(line.text()));
    walk.popup.on('console', (line) => logged.push(line.text()));
    const worker = browser.targets().find((target) => target.type() === 'service_worker');
    (await worker?.worker())?.on('console', (line) => logged.push(line.text()));
    // Every page of the extension gets every message of a content script.
    await walk.popup.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      chrome.runtime.onMessage.addListener((message) => {
        heard.push(message);
      });
    });
  });
  afterAll(() => walk?.wardkey.close());

  /** Everything that was sent, kept or shown, as text. */
  const everything = (): Promise<string> =>
    walk.popup.evaluate(async () => {
      const { session, local, sync } = chrome.storage;
      const stored = await Promise.all([session.get(null), local.get(null), sync.get(null)]);
      const { heard } = globalThis as { heard?: unknown[] };
      const own = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()];
      return JSON.stringify({ heard, stored, own, shown: document.body.innerText });
    });

  test('no canary of any field, number or address is heard of again', {
    timeout: 300_000,
  }, async () => {
    let warned = 0;
    for (const { id, url, html } of PAGES) {
      const withHash = new URL(url);
      // The administrator's page has an address of somebody behind the beginning that it is known by.
      withHash.hash = `${withHash.hash}${CANARY}@nhs.net`;
      walk.wardkey.portal.stand({ url, html });
      // Pages that share an address differ behind it: none must be taken for a part of the last.
      await walk.page.goto('about:blank');
      await walk.page.goto(withHash.href);
      await walk.page.evaluate(
        (canary, digits) => {
          for (const field of document.querySelectorAll('input, textarea')) {
            if (
              field instanceof HTMLInputElement &&
              /^(submit|button|radio|checkbox)$/.test(field.type)
            )
              continue;
            if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
              field.value = canary;
              field.setAttribute('value', canary);
              field.dispatchEvent(new Event('input', { bubbles: true }));
            }
          }
          for (const sign of document.querySelectorAll(
            '#idRichContext_DisplaySign, .displaySign, #idRemoteNGC_DisplaySign, #displayName',
          )) {
            sign.textContent = digits;
          }
          document.body.append(Object.assign(document.createElement('p'), { textContent: canary }));
        },
        CANARY,
        DIGITS,
      );
      // The warning of a hidden key is told by a look at the page that came after all of that.
      await walk.page.evaluate(() => {
        for (const way of document.querySelectorAll('[data-value], [data-test-cred-id]'))
          way.remove();
        const list = document.createElement('div');
        list.innerHTML =
          '<div data-value="PhoneAppOTP">Code</div><div data-value="FidoKey" style="display:none">Key</div>';
        document.body.append(list);
      });
      warned += isRead({ url }) ? 1 : 0;
      await expect.poll(warnings, { message: id }).toBe(warned);
    }
    await walk.page.evaluate((line) => console.info(line), LAST_LINE);
    await expect.poll(() => logged).toContain(LAST_LINE);
    const text = `${await everything()} ${logged.join(' ')}`;
    expect(PAGES.length).toBe(PAGES_ON_SCREEN);
    expect(text).toContain('page.seen');
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(DIGITS);
    expect(text).not.toMatch(/@nhs\.net|jones/i);
  });

  /** How many messages warned. */
  const warnings = (): Promise<number> =>
    walk.popup.evaluate(() => {
      const { heard = [] } = globalThis as { heard?: unknown[] };
      return heard.filter((message) => JSON.stringify(message).includes('key-choice-hidden'))
        .length;
    });
});

/** In kilobytes, gzipped: all that a page is given by itself, and what it is given only on demand. */
const LIMITS = [
  {
    what: 'what looks at a page, all of it together',
    most: 20,
    files: [
      'extension/content/page-seen.iife.js',
      'extension/content/web-eid.iife.js',
      'page-catalogue.js',
      'page-pages.js',
      'page-look.js',
    ],
  },
  {
    what: 'what stands in a page from its beginning',
    most: 2,
    files: ['extension/content/page-seen.iife.js', 'extension/content/web-eid.iife.js'],
  },
  { what: 'the banner', most: 8, files: ['banner.js'] },
  { what: 'the look at a stranger’s page', most: 4, files: ['stranger-look.js'] },
];
const IN_FIREFOX = { what: 'the interception', most: 8, files: ['interception.js'] };

describe.each(['full', 'guide', 'firefox'] as const)('in the %s edition', (edition) => {
  const folder = join(ROOT, TARGETS[edition]);
  beforeAll(() => buildTargets([edition]));

  test.each(edition === 'firefox' ? [...LIMITS, IN_FIREFOX] : LIMITS)(
    '$what is at most $most kB, gzipped',
    async ({ most, files }) => {
      const scripts = await Promise.all(files.map((file) => readFile(join(folder, file))));
      const size = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
      expect(size).toBeGreaterThan(500);
      expect(size).toBeLessThanOrEqual(most * 1024);
    },
  );

  test('the manifest gives pages no other script', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const given = (manifest.content_scripts as { readonly js: string[] }[]).flatMap(({ js }) => js);
    expect(given.toSorted()).toEqual([
      'extension/content/page-seen.iife.js',
      'extension/content/web-eid.iife.js',
    ]);
  });
});
