import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BuiltProgram } from '../../../../bridge/install/built-program.ts';
import {
  installSystem,
  type SystemInstallOptions,
} from '../../../../bridge/install/install-system.ts';
import { closeToOthers } from '../../../../bridge/install/trusted-folder.ts';
import { uninstallSystem } from '../../../../bridge/install/uninstall-system.ts';

const ME = process.geteuid?.() ?? 0;
const CHROMIUM = 'etc/chromium/native-messaging-hosts/app.wardkey.bridge.json';
const FIREFOX = 'usr/lib/mozilla/native-messaging-hosts/app.wardkey.bridge.json';
const RULE = 'etc/udev/rules.d/71-wardkey.rules';
const PROGRAM = 'opt/wardkey/program-one';

let work = '';
/** Stands for `/`. */
let root = '';
let umask = 0;

beforeEach(() => {
  umask = process.umask(0o022);
  work = mkdtempSync(join(tmpdir(), 'wardkey-system-'));
  root = join(work, 'root');
  for (const folder of ['etc/chromium', 'etc/udev/rules.d', 'opt', 'usr/bin', 'usr/lib/mozilla']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nplugdev:x:46:sam\n');
  writeFileSync(join(root, 'usr/bin/chromium'), '');
  writeFileSync(join(root, 'usr/bin/firefox-esr'), '');
  writeFileSync(join(work, 'node'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
});

afterEach(() => {
  process.umask(umask);
  rmSync(work, { recursive: true });
});

function build(fingerprint = 'one'): BuiltProgram {
  const folder = join(work, fingerprint);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'wardkey.mjs'), `bundle ${fingerprint}`);
  writeFileSync(join(folder, 'node_modules/addon.node'), 'addon');
  return { folder, files: ['wardkey.mjs', 'node_modules/addon.node'], fingerprint };
}

const places = () => ({ root, owner: ME });

function set(options: Partial<SystemInstallOptions> = {}, fingerprint = 'one') {
  const node = join(work, 'node');
  return installSystem(build(fingerprint), places(), { all: false, node, ...options });
}

/** Everything below the root: what it is, who may do what with it, and what is in it. */
function everything(): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries.map((path) => {
      const facts = lstatSync(join(root, path));
      const text = facts.isFile() ? readFileSync(join(root, path), 'utf8') : '';
      return [path, `${facts.mode.toString(8)} ${facts.uid} ${text}`];
    }),
  );
}

test('it sets up the browsers that are installed, for everybody to read and root to write', async () => {
  process.umask(0o077);
  chmodSync(join(work, 'node'), 0o700);
  const before = everything();
  expect(await set()).toEqual({
    program: join(root, 'opt/wardkey/wardkey'),
    browsers: [
      { name: 'Chromium', manifest: join(root, CHROMIUM) },
      { name: 'Firefox', manifest: join(root, FIREFOX) },
    ],
    changed: true,
  });
  const placed = Object.entries(everything()).filter(([path]) => !(path in before));
  const modes = Object.fromEntries(placed.map(([path, facts]) => [path, facts.split(' ')[0]]));
  expect(modes).toEqual({
    [dirname(CHROMIUM)]: '40755',
    [CHROMIUM]: '100644',
    'opt/wardkey': '40755',
    'opt/wardkey/made-folders.json': '100644',
    [PROGRAM]: '40755',
    [`${PROGRAM}/node`]: '100755',
    [`${PROGRAM}/node_modules`]: '40755',
    [`${PROGRAM}/node_modules/addon.node`]: '100644',
    [`${PROGRAM}/wardkey.mjs`]: '100644',
    'opt/wardkey/wardkey': '100755',
    [dirname(FIREFOX)]: '40755',
    [FIREFOX]: '100644',
  });
});

test('taken away, all is as it was', async () => {
  mkdirSync(join(root, dirname(FIREFOX)));
  const before = everything();
  await set({ all: true, udevGroup: 'plugdev' });
  expect(existsSync(join(root, 'etc/opt/edge/native-messaging-hosts'))).toBe(true);
  expect(readFileSync(join(root, RULE), 'utf8')).toContain('GROUP="plugdev"');
  const { removed } = await uninstallSystem(places());
  expect(removed).toContain(join(root, CHROMIUM));
  expect(everything()).toEqual(before);
  expect(await uninstallSystem(places())).toEqual({ removed: [] });
});

test('with no browser installed, all are set up', async () => {
  rmSync(join(root, 'usr/bin'), { recursive: true });
  const { browsers } = await set();
  expect(new Set(browsers.map(({ name }) => name)).size).toBe(5);
});

test('where 64-bit libraries are apart, Firefox finds it there too', async () => {
  mkdirSync(join(root, 'usr/lib64/mozilla'), { recursive: true });
  const { browsers } = await set();
  const manifests = browsers.filter(({ name }) => name === 'Firefox');
  expect(manifests.map(({ manifest }) => manifest)).toEqual([
    join(root, FIREFOX),
    join(root, FIREFOX.replace('lib', 'lib64')),
  ]);
});

test('a second time changes nothing', async () => {
  await set({ udevGroup: 'plugdev' });
  const before = everything();
  const time = statSync(join(root, PROGRAM, 'wardkey.mjs')).mtimeMs;
  expect((await set({ udevGroup: 'plugdev' })).changed).toBe(false);
  expect((await set()).changed).toBe(false);
  expect(everything()).toEqual(before);
  expect(statSync(join(root, PROGRAM, 'wardkey.mjs')).mtimeMs).toBe(time);
});

const MISHAPS: readonly (readonly [string, (path: (name: string) => string) => void])[] = [
  ['a manifest is gone', (path) => rmSync(path(CHROMIUM))],
  ['a manifest names another program', (path) => writeFileSync(path(FIREFOX), '{}')],
  ['a manifest may be written by all', (path) => chmodSync(path(CHROMIUM), 0o666)],
  [
    'a manifest is a link to one elsewhere',
    (path) => {
      writeFileSync(join(work, 'elsewhere'), readFileSync(path(CHROMIUM)));
      rmSync(path(CHROMIUM));
      symlinkSync(join(work, 'elsewhere'), path(CHROMIUM));
    },
  ],
  ['the launcher was changed', (path) => writeFileSync(path('opt/wardkey/wardkey'), '#!/bin/sh')],
  ['the launcher may not be run', (path) => chmodSync(path('opt/wardkey/wardkey'), 0o600)],
  [
    'the bundle was changed, to the same length',
    (path) => writeFileSync(path(`${PROGRAM}/wardkey.mjs`), 'BUNDLE one'),
  ],
  ['the addon is gone', (path) => rmSync(path(`${PROGRAM}/node_modules/addon.node`))],
  ['the program may be written by all', (path) => chmodSync(path(`${PROGRAM}/node`), 0o777)],
  ['our folder may be written by all', (path) => chmodSync(path('opt/wardkey'), 0o777)],
  [
    'a copy was broken off',
    (path) => mkdirSync(path('opt/wardkey/0b0c9d0e-1111-4222-8333-444455556666')),
  ],
];

test.each(MISHAPS)('a second time mends it: %s', async (_what, mishap) => {
  await set();
  const before = everything();
  mishap((name) => join(root, name));
  expect(everything()).not.toEqual(before);
  await set();
  expect(everything()).toEqual(before);
});

test.each(MISHAPS)('taken away, all is as it was, although %s', async (_what, mishap) => {
  const before = everything();
  await set();
  mishap((name) => join(root, name));
  await uninstallSystem(places());
  expect(everything()).toEqual(before);
});

test('an older version gives way to the newer one', async () => {
  await set({}, 'old');
  const { program, changed } = await set({}, 'new');
  expect(changed).toBe(true);
  expect(readFileSync(program, 'utf8')).toContain('/program-new/wardkey.mjs');
  expect(readdirSync(join(root, 'opt/wardkey')).sort()).toEqual([
    'made-folders.json',
    'program-new',
    'wardkey',
  ]);
});

test('what is not ours stays: other manifests, the policy, a remark in our folder', async () => {
  mkdirSync(join(root, dirname(CHROMIUM)));
  mkdirSync(join(root, 'etc/wardkey'));
  writeFileSync(join(root, 'etc/wardkey/policy.json'), '{}');
  writeFileSync(join(root, dirname(CHROMIUM), 'org.example.other.json'), '{}');
  await set();
  writeFileSync(join(root, 'opt/wardkey/remark.txt'), 'put here by the administrator');
  await set({}, 'new');
  await uninstallSystem(places());
  expect(Object.keys(everything())).toEqual(
    expect.arrayContaining([
      'etc/wardkey/policy.json',
      'opt/wardkey/remark.txt',
      join(dirname(CHROMIUM), 'org.example.other.json'),
    ]),
  );
  expect(readdirSync(join(root, 'opt/wardkey'))).toEqual(['remark.txt']);
});

test('a list of folders that was changed by hand takes nothing else away', async () => {
  await set();
  const elsewhere = join(work, 'empty');
  mkdirSync(elsewhere);
  const list = join(root, 'opt/wardkey/made-folders.json');
  writeFileSync(list, JSON.stringify([elsewhere, join(root, '../empty'), '/', '.']));
  await uninstallSystem(places());
  expect(existsSync(elsewhere)).toBe(true);
  await set();
  writeFileSync(list, 'no list');
  await uninstallSystem(places());
  expect(existsSync(join(root, CHROMIUM))).toBe(false);
});

test('who is not root is told so, before anything is touched', async () => {
  const before = everything();
  const other = { root, owner: ME + 1 };
  const options = { all: false, node: join(work, 'node') };
  const code = 'install-needs-root';
  await expect(installSystem(build(), other, options)).rejects.toMatchObject({ code });
  await expect(uninstallSystem(other)).rejects.toMatchObject({ code });
  expect(everything()).toEqual(before);
});

test('a folder that others may change is no place for a program that all trust', async () => {
  chmodSync(join(root, 'opt'), 0o777);
  await expect(set()).rejects.toMatchObject({
    code: 'install-unsafe-place',
    facts: { path: join(root, 'opt') },
  });
  chmodSync(join(root, 'opt'), 0o755);
  mkdirSync(join(root, dirname(CHROMIUM)));
  chmodSync(join(root, dirname(CHROMIUM)), 0o775);
  await expect(set()).rejects.toMatchObject({ code: 'install-unsafe-place' });
  expect(existsSync(join(root, CHROMIUM))).toBe(false);
});

test('a link in the place of our folder is not followed', async () => {
  mkdirSync(join(work, 'elsewhere/program-x'), { recursive: true });
  symlinkSync(join(work, 'elsewhere'), join(root, 'opt/wardkey'));
  await expect(set()).rejects.toMatchObject({ code: 'install-unsafe-place' });
  expect(await uninstallSystem(places())).toEqual({ removed: [] });
  expect(readdirSync(join(work, 'elsewhere'))).toEqual(['program-x']);
});

test('a folder of somebody else’s in its place is not taken over', async () => {
  await expect(closeToOthers(join(root, 'opt'), { root, owner: ME + 1 })).rejects.toMatchObject({
    code: 'install-unsafe-place',
  });
});

test.each(['wheel', 'plugdev:x', '"', 'root", RUN+="/bin/sh', ''])(
  'the group %j, which is none, is refused before anything is touched',
  async (udevGroup) => {
    const before = everything();
    await expect(set({ udevGroup })).rejects.toMatchObject({
      code: 'install-group-unknown',
      facts: { group: udevGroup },
    });
    expect(everything()).toEqual(before);
  },
);

test('a system that is not done yet is told', async () => {
  const code = 'install-unsupported-system';
  await expect(set({ platform: 'win32' })).rejects.toMatchObject({ code });
  await expect(uninstallSystem(places(), 'darwin')).rejects.toMatchObject({ code });
});

test('a file in the way is told', async () => {
  writeFileSync(join(root, dirname(CHROMIUM)), '');
  await expect(set()).rejects.toMatchObject({ code: 'install-not-writable' });
});
