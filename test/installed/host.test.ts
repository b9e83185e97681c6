import { execFile } from 'node:child_process';
import { constants as crypto } from 'node:crypto';
import { constants as files, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshKey, InstalledBridge, keyRead } from '../rig/installed-bridge.ts';
import { residentMegabytes } from '../rig/resident-memory.ts';

const run = promisify(execFile);
const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));
/** All that the bridge may have in memory once it has read a key. */
const MOST_MEGABYTES = 80;

let bridge: InstalledBridge;

beforeAll(async () => {
  bridge = await InstalledBridge.place();
});

afterAll(() => bridge?.close());

test('the installed bridge reads a key over PC/SC and lets it go', async () => {
  const host = await bridge.greeted();
  expect(await keyRead(host)).toMatchObject({
    method: 'devices.changed',
    params: { devices: [{ key: { pinSet: true } }], problems: [] },
  });
  expect(await host.end()).toBe('SIGKILL');
  expect(host.errors).toBe('');
});

test('it needs at most 80 MB', async () => {
  const host = await bridge.greeted();
  await keyRead(host);
  expect(residentMegabytes(host.pid)).toBeLessThanOrEqual(MOST_MEGABYTES);
  await host.end();
});

test('a browser environment brings no code into it', async () => {
  const trap = join(bridge.home, 'trap.cjs');
  writeFileSync(
    trap,
    `require('node:fs').writeFileSync(${JSON.stringify(join(bridge.home, 'caught'))}, '')`,
  );
  const host = await bridge.greeted({
    ...bridge.env,
    NODE_OPTIONS: `--require ${trap}`,
    NODE_PATH: bridge.home,
  });
  await host.end();
  expect(() => readFileSync(join(bridge.home, 'caught'))).toThrow('ENOENT');
});

test('its command line works from anywhere', async () => {
  const { stdout } = await run(bridge.program, ['devices', '--json'], {
    env: bridge.env,
    cwd: '/',
  });
  expect(JSON.parse(stdout)).toMatchObject({ devices: [{ key: { pinSet: true } }] });
  const { stdout: info } = await run(bridge.program, ['key', 'info', '--json'], {
    env: bridge.env,
    cwd: '/',
  });
  expect(JSON.parse(info)).toMatchObject({ info: { options: { clientPin: true } } });
});

test('it sees a card come and go', async () => {
  const host = await bridge.greeted();
  await keyRead(host);
  await bridge.reader.remove();
  for (;;) {
    if (!JSON.stringify(await host.receive()).includes('"transport"')) {
      break;
    }
  }
  await bridge.reader.insert(freshKey());
  await keyRead(host);
  await host.end();
});

test('a card that never answers does not hold its end up', async () => {
  await bridge.reader.remove();
  const asked = Promise.withResolvers<void>();
  await bridge.reader.insert({
    atr: Buffer.from('3b800181', 'hex'),
    reset: () => {},
    transmit: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const host = await bridge.greeted();
  await asked.promise;
  expect(await host.end()).toBe('SIGKILL');
});

test('it installs itself over itself, and takes itself away', async () => {
  const again = await run(bridge.program, ['install', '--json'], { env: bridge.env });
  expect(JSON.parse(again.stdout)).toMatchObject({ program: bridge.program, changed: false });
  await run(bridge.program, ['uninstall'], { env: bridge.env });
  await expect(run(bridge.program, ['--version'], { env: bridge.env })).rejects.toThrow('ENOENT');
});

/** All parts of the bundle. */
function bundleText(): string {
  const folder = dirname(BUNDLE);
  const parts = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  expect(parts).toContain(basename(BUNDLE));
  return parts.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

/** What the bridge may read of its environment, or set there. */
const ENVIRONMENT = [
  'LANG',
  'LC_ALL',
  'LC_MESSAGES',
  'PCSCLITE_CSOCK_NAME',
  'SESSIONNAME',
  'SYSTEMROOT',
  'TERM',
  'UV_THREADPOOL_SIZE',
  'VIEWCLIENT_PROTOCOL',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XRDP_SESSION',
];
/** Names of the same shape that belong to Node.js and to what the bundle imports. */
const NO_VARIABLES = new Set<string>([
  ...Object.keys({ ...files, ...constants.signals, ...constants.errno, ...crypto }),
  'BYTES_PER_ELEMENT',
  'HID',
  // The CBOR library's choices for numbers.
  ...['ALWAYS', 'DECIMAL_FIT', 'DECIMAL_ROUND', 'NEVER'],
]);

/**
 * The names in capitals that the bundle reads and that nothing in it defines: among them is every
 * variable of the environment, under whatever name minifying has left the environment itself.
 */
function undefinedNames(bundle: string): string[] {
  // Minifying writes a list of texts as one text with dots.
  const text = bundle.replaceAll(/(["'`])[^"'`]*\1\.split\(\1\.\1\)/g, '[]');
  const read = text.matchAll(
    /(?:\.([A-Z][A-Z0-9_]+[A-Z0-9])\b|\[["'`]([A-Z][A-Z0-9_]+[A-Z0-9])["'`]\])/g,
  );
  const defined = new Set(
    [...text.matchAll(/["'`]?\b([A-Z][A-Z0-9_]+[A-Z0-9])["'`]?:/g)].map(([, name]) => name),
  );
  const names = [...read].map(([, dotted, quoted]) => dotted ?? quoted ?? '');
  const unpacked = [...text.matchAll(/\{([^{}]*)\}=/g)].flatMap(([, pattern = '']) =>
    [...pattern.matchAll(/\b([A-Z][A-Z0-9_]{2,}):/g)].map(([, name = '']) => name),
  );
  return [...new Set([...names.filter((name) => !defined.has(name)), ...unpacked])].sort();
}

test('the built bundle is plain ASCII, which starts sooner', () => {
  expect(/[^\0-\x7f]/.exec(bundleText())).toBeNull();
});

test('the built bundle reads a closed list of environment variables', () => {
  const text = bundleText();
  expect(undefinedNames(`${text};process.env.OPENED;let{BY_NAME:a}=b;b["QUOTED"]`)).toEqual(
    expect.arrayContaining(['OPENED', 'BY_NAME', 'QUOTED']),
  );
  expect(undefinedNames(text).filter((name) => !NO_VARIABLES.has(name))).toEqual(ENVIRONMENT);
  // No name that is put together: the environment is read by name, or given a name of its own.
  expect(text).not.toMatch(/\benv\[(?!["'`][A-Z_]+["'`]\])/);
});

test('the built bundle holds no test code, no switch for it, and nothing of this machine', () => {
  const text = bundleText();
  // Names of classes do not survive minifying; the texts by which transports call themselves do.
  const remote = fileURLToPath(new URL('../virtual/remote-transport.ts', import.meta.url));
  expect(readFileSync(remote, 'utf8')).toContain("'remote-virtual'");
  expect(text).toMatch(/["'`]pcsc["'`]/);
  for (const trace of ['remote-virtual', 'in-process', 'vitest', 'puppeteer', 'sourceMappingURL']) {
    expect(text).not.toContain(trace);
  }
  expect(text).not.toMatch(/WARDKEY_[A-Z]/);
  expect(text).not.toContain(fileURLToPath(new URL('../..', import.meta.url)));
});
