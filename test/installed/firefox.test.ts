import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain, say } from '../../shared/words/words.ts';
import { firefoxAddress, launchFirefox } from '../kit/firefox.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { buildTargets, TARGETS } from '../run/build.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

// The edition for Firefox, with the bridge that `wardkey install` placed.

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READER = 'Wardkey Test Reader';

const undo = new Undo();
let browser: Browser;
let pcscd: PrivatePcscd;

beforeAll(async () => {
  buildTargets(['bridge', 'firefox']);
  const home = await temporaryFolder();
  undo.later(home.remove);
  pcscd = await PrivatePcscd.start({ readers: [READER] });
  undo.later(() => pcscd.stop());
  const bridge = join(ROOT, TARGETS.bridge, 'wardkey.mjs');
  await run(process.execPath, [bridge, 'install', '--all'], { env: { HOME: home.path, PATH: '' } });
  browser = await launchFirefox({
    home: home.path,
    extension: join(ROOT, TARGETS.firefox),
    env: { PCSCLITE_CSOCK_NAME: pcscd.env.PCSCLITE_CSOCK_NAME },
  });
  undo.later(() => browser.close());
});
afterAll(() => undo.run());

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  // Firefox tells nothing of how the loading of such a page goes.
  await page.goto(firefoxAddress(path), { waitUntil: [] });
  return page;
}

const shows = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.body?.textContent.includes(wanted), {}, text);

test('the popup greets the installed bridge and follows the card in the reader', async () => {
  const popup = await open('extension/pages/popup/popup.html');
  await shows(popup, say('en', 'popup.programReady'));
  await shows(popup, say('en', 'devices.none'));
  await pcscd.readers[0]?.insert(new FidoApplet(new VirtualKey({ pin: '4321' })));
  await shows(popup, READER);
  await shows(popup, say('en', 'devices.pinSet'));
  expect(await popup.$('[data-action=sign-in]')).toBeNull();
  await popup.close();
});

test('the sign-in window says that no sign-in is open', async () => {
  const window = await open('extension/pages/sign-in/sign-in.html');
  await shows(window, explain('en', 'ceremony-unknown').says);
  await window.close();
});
