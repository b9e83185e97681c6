import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BuiltProgram } from '../../../../bridge/install/built-program.ts';
import { install } from '../../../../bridge/install/install.ts';
import { uninstall } from '../../../../bridge/install/uninstall.ts';
import { type UserPlaces, userPlaces } from '../../../../bridge/install/user-places.ts';

const CHROMIUM = '.config/chromium/NativeMessagingHosts/app.wardkey.bridge.json';
const FIREFOX = '.mozilla/native-messaging-hosts/app.wardkey.bridge.json';

let home = '';
let node = '';
let places: UserPlaces;

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'wardkey-install-'));
  home = join(root, 'home');
  node = join(root, 'node');
  mkdirSync(home);
  writeFileSync(node, '#!/bin/sh\nexit 0\n');
  places = userPlaces({}, home);
});

afterEach(() => rmSync(dirname(home), { recursive: true }));

/** A build with other contents has another fingerprint. */
function build(fingerprint: string): BuiltProgram {
  const folder = join(dirname(home), fingerprint);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'wardkey.mjs'), `bundle ${fingerprint}`);
  writeFileSync(join(folder, 'node_modules/addon.node'), 'addon');
  return { folder, files: ['wardkey.mjs', 'node_modules/addon.node'], fingerprint };
}

function everything(): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
    .sort();
}

const PLACED = [
  '.local/share/wardkey/program-one/node',
  '.local/share/wardkey/program-one/node_modules/addon.node',
  '.local/share/wardkey/program-one/wardkey.mjs',
  '.local/share/wardkey/wardkey',
];

test('it sets up the browsers that the person has used', async () => {
  mkdirSync(join(home, '.config/chromium'), { recursive: true });
  mkdirSync(join(home, '.mozilla/firefox'), { recursive: true });
  const program = join(home, '.local/share/wardkey/wardkey');
  expect(await install(build('one'), places, { all: false, node })).toEqual({
    program,
    browsers: [
      { name: 'Chromium', manifest: join(home, CHROMIUM) },
      { name: 'Firefox', manifest: join(home, FIREFOX) },
    ],
    changed: true,
  });
  expect(everything()).toEqual([CHROMIUM, ...PLACED, FIREFOX].sort());
  for (const manifest of [CHROMIUM, FIREFOX]) {
    expect(JSON.parse(readFileSync(join(home, manifest), 'utf8'))).toMatchObject({ path: program });
  }
  expect(statSync(program).mode & 0o777).toBe(0o755);
  expect(readFileSync(program, 'utf8')).toContain('/program-one/wardkey.mjs');
});

test.each([{ all: true }, { all: false }])(
  'with no browser used, all are set up: $all',
  async ({ all }) => {
    const { browsers } = await install(build('one'), places, { all, node });
    expect(browsers).toHaveLength(5);
  },
);

test('a second time changes nothing', async () => {
  await install(build('one'), places, { all: true, node });
  const before = everything();
  const times = before.map((file) => statSync(join(home, file)).mtimeMs);
  const again = await install(build('one'), places, { all: true, node });
  expect(again.changed).toBe(false);
  expect(everything()).toEqual(before);
  expect(before.map((file) => statSync(join(home, file)).mtimeMs)).toEqual(times);
});

test('a second time mends what is missing', async () => {
  await install(build('one'), places, { all: true, node });
  const before = everything();
  rmSync(join(home, CHROMIUM));
  rmSync(join(home, '.local/share/wardkey/wardkey'));
  const again = await install(build('one'), places, { all: true, node });
  expect(again.changed).toBe(true);
  expect(everything()).toEqual(before);
});

test.each(['node', 'node_modules/addon.node'])(
  'a second time mends a program whose %s is gone or cut off',
  async (file) => {
    const placed = join(home, '.local/share/wardkey/program-one', file);
    await install(build('one'), places, { all: true, node });
    const before = readFileSync(placed, 'utf8');
    rmSync(placed);
    expect(await install(build('one'), places, { all: true, node })).toMatchObject({
      changed: true,
    });
    expect(readFileSync(placed, 'utf8')).toBe(before);
    writeFileSync(placed, '');
    expect(await install(build('one'), places, { all: true, node })).toMatchObject({
      changed: true,
    });
    expect(readFileSync(placed, 'utf8')).toBe(before);
  },
);

test('a newer build takes the place of the older one', async () => {
  await install(build('one'), places, { all: true, node });
  const { program, changed } = await install(build('two'), places, { all: true, node });
  expect(changed).toBe(true);
  expect(readFileSync(program, 'utf8')).toContain('/program-two/wardkey.mjs');
  expect(readdirSync(places.wardkey).sort()).toEqual(['program-two', 'wardkey']);
});

test('uninstall takes everything away again, also folders that were made', async () => {
  mkdirSync(join(home, '.config/chromium'), { recursive: true });
  writeFileSync(join(home, '.config/chromium/Local State'), '{}');
  await install(build('one'), places, { all: true, node });
  const { removed } = await uninstall(places);
  expect(removed).toContain(join(home, FIREFOX));
  expect(removed).toContain(places.wardkey);
  expect(everything()).toEqual(['.config/chromium/Local State']);
  expect(existsSync(join(home, '.mozilla'))).toBe(false);
  expect(existsSync(join(home, '.config/google-chrome'))).toBe(false);
});

test('uninstall where nothing is installed does nothing', async () => {
  expect(await uninstall(places)).toEqual({ removed: [] });
});

test('a place that cannot be written is told', async () => {
  writeFileSync(join(home, '.local'), 'a file in the way');
  await expect(install(build('one'), places, { all: true, node })).rejects.toMatchObject({
    code: 'install-not-writable',
  });
});

test('a system that is not done yet is told', async () => {
  const code = 'install-unsupported-system';
  await expect(
    install(build('one'), places, { all: true, node, platform: 'darwin' }),
  ).rejects.toMatchObject({ code, facts: { system: 'darwin' } });
  await expect(uninstall(places, 'win32')).rejects.toMatchObject({ code });
});

test('half a copy is never named as a program', async () => {
  const built = build('one');
  rmSync(join(built.folder, 'node_modules/addon.node'));
  await expect(install(built, places, { all: true, node })).rejects.toThrow('ENOENT');
  expect(readdirSync(places.wardkey)).toEqual([]);
  expect(existsSync(join(home, CHROMIUM))).toBe(false);
});

test('a program that does not start is not turned to', async () => {
  const { program } = await install(build('one'), places, { all: true, node });
  writeFileSync(node, '#!/bin/sh\nexit 1\n');
  await expect(install(build('two'), places, { all: true, node })).rejects.toThrow('failed');
  expect(readFileSync(program, 'utf8')).toContain('/program-one/wardkey.mjs');
  expect(readdirSync(places.wardkey).sort()).toEqual(['program-one', 'wardkey']);
});

test('the Node.js that is placed can be run', async () => {
  chmodSync(node, 0o644);
  await install(build('one'), places, { all: true, node });
  expect(statSync(join(places.wardkey, 'program-one/node')).mode & 0o777).toBe(0o755);
});

test('a program whose placing was broken off before its first start is started after all', async () => {
  // As Node.js does, it leaves its compile cache behind.
  writeFileSync(node, '#!/bin/sh\n/bin/mkdir -p "$NODE_COMPILE_CACHE"\n');
  const { program } = await install(build('one'), places, { all: true, node });
  const cache = join(dirname(program), 'program-one', 'compile-cache');
  expect(existsSync(cache)).toBe(true);
  rmSync(cache, { recursive: true });
  rmSync(program);
  await install(build('one'), places, { all: true, node });
  expect(existsSync(cache)).toBe(true);
});
