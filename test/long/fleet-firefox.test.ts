import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { say } from '../../shared/words/words.ts';
import { FIREFOX_ESR, firefoxAddress, launchFirefox } from '../kit/firefox.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { ManagedFleet } from '../rig/managed-fleet.ts';
import { packForFirefox } from '../rig/packed-extension.ts';
import { buildTargets, TARGETS } from '../run/build.ts';

// A machine of a fleet whose browser is Firefox ESR: the add-on comes by policy, and its settings.

const BUILT = fileURLToPath(new URL(`../../${TARGETS.firefox}`, import.meta.url));
const POLICIES = '/etc/firefox/policies/policies.json';

/** The add-on of a checkout is not signed; ESR lets an administrator do without. */
const UNSIGNED = { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } };

const undo = new Undo();
let home = '';
let fleet: ManagedFleet;
let before: readonly string[] = [];

beforeAll(async () => {
  await buildTargets(['firefox']);
  const folder = await temporaryFolder();
  undo.later(folder.remove);
  home = folder.path;
  fleet = await ManagedFleet.make(home);
  before = await fleet.everything();
});

afterAll(() => undo.run());

test('by the sample policy the add-on comes, greets the bridge of the system and has its settings', async () => {
  await fleet.wardkey('install', '--system', '--quiet');
  const url = `file://${await packForFirefox(BUILT, home)}`;
  const sample = JSON.parse(
    await fleet.wardkey('policy', 'sample', 'firefox', '--install-url', url),
  );
  const policies = { ...sample.policies, Preferences: UNSIGNED };
  await fleet.machine.write(POLICIES, JSON.stringify({ policies }));
  const browser = await launchFirefox({
    home,
    executable: await fleet.machine.starter('managed-firefox.sh', FIREFOX_ESR),
    env: { PCSCLITE_CSOCK_NAME: join(home, 'no-pcscd') },
  });
  try {
    const page = await browser.newPage();
    // There is nothing at the address before the add-on has come.
    await expect
      .poll(async () => {
        await page
          .goto(firefoxAddress('extension/pages/popup/popup.html'), { waitUntil: [] })
          .catch(() => undefined);
        return page.evaluate(() => document.body?.textContent ?? '');
      })
      .toContain(say('en', 'popup.programReady'));
    const { id } = manifest.browser_specific_settings.gecko;
    expect(await page.evaluate(() => chrome.storage.managed.get())).toEqual(
      sample.policies['3rdparty'].Extensions[id],
    );
  } finally {
    await browser.close();
  }
});

test('taken away by the program itself, nothing of it is left but the policy', async () => {
  expect(await fleet.installed('uninstall', '--system', '--quiet')).toBe('');
  const kept = ['/etc/firefox', '/etc/firefox/policies', POLICIES];
  expect((await fleet.everything()).filter((path) => !before.includes(path))).toEqual(kept);
});
