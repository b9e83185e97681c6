import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, WebWorker } from 'puppeteer';
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

/** What the browser would warn of, asked from an extension: this call needs no permission. */
async function warningsOf(edition: 'full' | 'guide'): Promise<string[]> {
  const manifest = await readFile(join(ROOT, TARGETS[edition], 'manifest.json'), 'utf8');
  return worker.evaluate(
    (text) => chrome.management.getPermissionWarningsByManifest(text),
    manifest,
  );
}

const NATIVE = 'Communicate with cooperating native applications';

test('the guide edition asks for named hosts and its bridge alone', async () => {
  expect(await warningsOf('guide')).toEqual([
    'Read and change your data on a number of websites',
    NATIVE,
  ]);
});

test('the full edition warns of every website, because its one permission more does', async () => {
  expect(await warningsOf('full')).toEqual([
    'Read and change all your data on all websites',
    NATIVE,
  ]);
});
