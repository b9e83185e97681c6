import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANIFEST_FILE } from '../../bridge/install/native-manifest.ts';
import { say } from '../../shared/words/words.ts';
import { closeChromium, launchChromium, MACHINES_OWN, userDataFolder } from '../kit/chromium.ts';
import { Extension } from '../kit/extension.ts';
import { hostsFolder, writeLauncher } from '../kit/native-host.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { ManagedFleet } from '../rig/managed-fleet.ts';
import { type PackedExtension, packForChromium } from '../rig/packed-extension.ts';
import { buildTargets, TARGETS } from '../run/build.ts';

// A machine of a fleet: the extension comes by policy, native hosts are blocked but for ours, and
// only hosts of the system count.

const FULL = fileURLToPath(new URL(`../../${TARGETS.full}`, import.meta.url));
const POLICIES = '/etc/chromium/policies/managed';

/** What an administrator may have set for reasons of their own. */
const LOCKDOWN = {
  NativeMessagingBlocklist: ['*'],
  NativeMessagingUserLevelHosts: false,
  // Without it the test could not look into an extension that came by policy.
  DeveloperToolsAvailability: 1,
};

const undo = new Undo();
let home = '';
let packed: PackedExtension;
let fleet: ManagedFleet;
let before: readonly string[] = [];

beforeAll(async () => {
  await buildTargets(['full']);
  const folder = await temporaryFolder();
  undo.later(folder.remove);
  home = folder.path;
  packed = await packForChromium(MACHINES_OWN, FULL, home);
  fleet = await ManagedFleet.make(home, packed.id);
  before = await fleet.everything();
});

afterAll(() => undo.run());

/** A host that a person has put there: it leaves a trace when it is started. @returns the trace */
async function placeUsersOwnHost(): Promise<string> {
  const hosts = hostsFolder(userDataFolder(home));
  await mkdir(hosts, { recursive: true });
  const trace = join(home, 'users-own-was-started');
  const path = await writeLauncher(join(home, 'users-own.sh'), ['/usr/bin/touch', trace]);
  await writeFile(
    join(hosts, MANIFEST_FILE),
    JSON.stringify({
      name: MANIFEST_FILE.replace('.json', ''),
      description: 'the person’s own',
      type: 'stdio',
      path,
      allowed_origins: [`chrome-extension://${packed.id}/`],
    }),
  );
  return trace;
}

test('it is set up for everybody, twice, as JSON', async () => {
  const install = ['install', '--system', '--quiet', '--json'];
  const first = JSON.parse(await fleet.wardkey(...install));
  expect(first).toMatchObject({ program: '/opt/wardkey/wardkey', changed: true });
  expect(first.browsers.map(({ name }: { name: string }) => name)).toContain('Chromium');
  expect(JSON.parse(await fleet.wardkey(...install))).toEqual({ ...first, changed: false });
});

test('by the sample policy the extension comes, greets the bridge and has its settings', async () => {
  const updates = `file://${packed.updates}`;
  const sample = await fleet.wardkey('policy', 'sample', 'chromium', '--install-url', updates);
  await fleet.machine.write(`${POLICIES}/wardkey.json`, sample);
  await fleet.machine.write(`${POLICIES}/lockdown.json`, JSON.stringify(LOCKDOWN));
  await fleet.machine.write('/etc/wardkey/policy.json', '{"allowedOrigin": []}');
  const trace = await placeUsersOwnHost();
  const browser = await launchChromium({
    home,
    headless: true,
    executable: await fleet.machine.chromium(MACHINES_OWN),
    extensionsByPolicy: true,
    env: { PCSCLITE_CSOCK_NAME: join(home, 'no-pcscd') },
  });
  try {
    const extension = new Extension(browser, packed.id);
    const worker = await extension.worker();
    const settings = JSON.parse(sample)['3rdparty'].extensions[packed.id];
    await expect.poll(() => worker.evaluate(() => chrome.storage.managed.get())).toEqual(settings);
    const popup = await extension.openPopup();
    const shows = (text: string) =>
      popup.waitForFunction((wanted) => document.body.textContent.includes(wanted), {}, text);
    await shows(say('en', 'popup.programReady'));
    // The bridge's own policy is wrong, and the person is told.
    await popup.waitForSelector('[data-code="policy-invalid"]');
    expect(existsSync(trace)).toBe(false);
    // So is what the administrator gets wrong for the extension, while the browser runs.
    const wrong = sample.replace('https://portal.example.org', 'https://portal.example.org/');
    await fleet.machine.write(`${POLICIES}/wardkey.json`, wrong);
    await shows('allowedOrigins[0]');
  } finally {
    await closeChromium(browser);
  }
});

test('a wrong policy of the bridge is told by its line', async () => {
  await expect(fleet.wardkey('policy', 'check', '--json')).rejects.toMatchObject({
    code: 7,
    stdout: expect.stringContaining('"line":1,"key":"allowedOrigin"'),
  });
});

test('taken away by the program itself, nothing of it is left but the policies', async () => {
  expect(await fleet.installed('uninstall', '--system', '--quiet')).toBe('');
  const policies = ['wardkey.json', 'lockdown.json'].map((name) => `${POLICIES}/${name}`);
  const kept = [
    '/etc/chromium',
    '/etc/chromium/policies',
    POLICIES,
    ...policies,
    '/etc/wardkey',
    '/etc/wardkey/policy.json',
  ];
  expect((await fleet.everything()).filter((path) => !before.includes(path))).toEqual(kept.sort());
});
