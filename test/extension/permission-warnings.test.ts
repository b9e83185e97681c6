import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, WebWorker } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeChromium, launchChromium } from '../kit/chromium.ts';
import { Extension } from '../kit/extension.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { buildTargets, TARGETS } from '../run/build.ts';

// What a person is asked to agree to when they install Wardkey, in the browser's own words.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let browser: Browser;
let worker: WebWorker;

beforeAll(async () => {
  await buildTargets(['full', 'guide']);
  folder = await temporaryFolder();
  browser = await launchChromium({
    home: folder.path,
    extension: join(ROOT, TARGETS.guide),
    headless: true,
  });
  worker = await new Extension(browser).worker();
});
afterAll(async () => {
  if (browser) await closeChromium(browser);
  await folder?.remove();
});

const Manifest = v.looseObject({ permissions: v.array(v.string()) });

/**
 * What the browser would warn of, asked from an extension: this call needs no permission.
 * @param without a permission that is taken out before
 */
async function warningsOf(edition: 'full' | 'guide', without?: string): Promise<string[]> {
  const path = join(ROOT, TARGETS[edition], 'manifest.json');
  const manifest = v.parse(Manifest, JSON.parse(await readFile(path, 'utf8')));
  const permissions = manifest.permissions.filter((permission) => permission !== without);
  return worker.evaluate(
    (text) => chrome.management.getPermissionWarningsByManifest(text),
    JSON.stringify({ ...manifest, permissions }),
  );
}

const NATIVE = 'Communicate with cooperating native applications';

test('the guide edition asks for named hosts and its bridge alone', async () => {
  expect(await warningsOf('guide')).toEqual([
    'Read and change your data on a number of websites',
    NATIVE,
  ]);
});

const EVERY_WEBSITE = 'Read and change all your data on all websites';

test('the full edition warns of every website, because webAuthenticationProxy does', async () => {
  expect(await warningsOf('full')).toEqual([EVERY_WEBSITE, NATIVE]);
  expect(await warningsOf('full', 'webAuthenticationProxy')).not.toContain(EVERY_WEBSITE);
});

test('its other permission, webNavigation, adds no warning to that one', async () => {
  expect(await warningsOf('full', 'webNavigation')).toEqual(await warningsOf('full'));
  expect(await warningsOf('full', 'webAuthenticationProxy')).toContain(
    'Read your browsing history',
  );
});
