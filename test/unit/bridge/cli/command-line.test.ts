import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exitCodeFor } from '../../../../bridge/cli/exit-codes.ts';
import { runCommandLine } from '../../../../bridge/cli/run-command-line.ts';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import type { Transport } from '../../../../bridge/transport/transport.ts';
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS, type Language } from '../../../../shared/settings/settings.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'wardkey-cli-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', undefined);
  vi.stubEnv('XDG_DATA_HOME', undefined);
  vi.stubEnv('LC_ALL', 'C.UTF-8');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

interface Machine {
  readonly transports?: readonly Transport[];
  readonly language?: Language;
  readonly trouble?: WardkeyError;
}

async function wardkey(
  args: readonly string[],
  { transports = [], language, trouble }: Machine = {},
) {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  const settings = { ...DEFAULT_SETTINGS, ...(language === undefined ? {} : { language }) };
  const keys = () => new AttachedKeys(transports);
  const exitCode = await runCommandLine(args, { settings, keys, ...(trouble && { trouble }) });
  return { exitCode, ...written };
}

function withKey(name = 'Test Key') {
  const transport = new InProcessTransport();
  transport.insert(new VirtualKey({ pin: '4321' }), { name });
  return { transports: [transport] };
}

test.each([[['--help']], [[]], [['help']], [['-h']], [['key', 'info', '--help']]])(
  '%j names every command, and examples',
  async (args) => {
    const { exitCode, out, err } = await wardkey(args);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    for (const typed of ['devices', 'key info', 'install', 'uninstall', 'host', '--version']) {
      expect(out).toContain(`wardkey ${typed}`);
    }
    expect(out).toContain('Examples');
    expect(out).not.toContain('\u001b');
  },
);

test('the version is that of the package', async () => {
  const { version } = (await import('../../../../package.json', { with: { type: 'json' } }))
    .default;
  expect(await wardkey(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
});

test.each([[['divices']], [['key']], [['devices', '--jsn']], [['install', 'here']]])(
  '%j is explained and ends with 2',
  async (args) => {
    const { exitCode, out, err } = await wardkey(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('wardkey --help');
  },
);

test('the word that is not understood is named', async () => {
  expect((await wardkey(['key', 'inof'])).err).toContain('inof');
  expect((await wardkey(['divices', 'key'])).err).toContain('divices');
});

test('a key is shown with its state', async () => {
  const { exitCode, out } = await wardkey(['devices'], withKey());
  expect(exitCode).toBe(0);
  expect(out).toContain('Test Key');
  expect(out).toContain('It has a PIN.');
});

test('a key that names itself badly cannot steer the terminal', async () => {
  const { out } = await wardkey(['devices'], withKey('Evil\u001b[2J\u202e'));
  expect(out).toContain('Evil');
  expect(out).not.toContain('\u001b');
  expect(out).not.toContain('\u202e');
});

test('devices as JSON are one line', async () => {
  const { out } = await wardkey(['devices', '--json'], withKey());
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(out)).toMatchObject({
    devices: [{ name: 'Test Key', key: { pinSet: true } }],
    problems: [],
  });
});

test('nothing attached is said so, and is no error', async () => {
  const { exitCode, out } = await wardkey(['devices']);
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'No key or card is plugged in.\n' });
});

test('key info without a key ends with 3', async () => {
  const { exitCode, err } = await wardkey(['key', 'info']);
  expect(exitCode).toBe(3);
  expect(err).toContain('There is no key or card.');
});

test('key info tells what the key tells', async () => {
  const { out } = await wardkey(['key', 'info'], withKey());
  expect(out).toContain('FIDO_2_1');
  const json = JSON.parse((await wardkey(['key', 'info', '--json'], withKey())).out);
  expect(json).toMatchObject({
    name: 'Test Key',
    info: {
      versions: expect.arrayContaining(['FIDO_2_1']),
      aaguid: expect.stringMatching(/^[0-9a-f]{32}$/),
      options: { clientPin: true, rk: true },
    },
  });
});

test('key info of a device that is not there ends with 3', async () => {
  expect((await wardkey(['key', 'info', '--device', 'other'], withKey())).exitCode).toBe(3);
});

test('a policy that could not be used is told, and the command is done', async () => {
  const trouble = new WardkeyError('policy-invalid', {
    facts: { path: '/etc/wardkey/policy.json' },
  });
  const { exitCode, out, err } = await wardkey(['--version'], { trouble });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^\d/);
  expect(err).toContain('/etc/wardkey/policy.json');
});

test('a person can stop it', async () => {
  const stopped = wardkey(['devices']);
  process.emit('SIGINT');
  expect(await stopped).toEqual({ exitCode: 130, out: '', err: '' });
});

test('the policy decides the language', async () => {
  const { out } = await wardkey(['devices'], { language: 'cy' });
  expect(out).not.toContain('No key or card');
});

test('the system decides the language where no policy does', async () => {
  vi.stubEnv('LC_ALL', '');
  vi.stubEnv('LANG', 'cy_GB.UTF-8');
  expect((await wardkey(['devices'])).out).not.toContain('No key or card');
});

test('uninstall where nothing is installed says so', async () => {
  expect(await wardkey(['uninstall', '--json'])).toEqual({
    exitCode: 0,
    out: '{"removed":[]}\n',
    err: '',
  });
});

test('every error ends with a code of its own kind, never with 0', () => {
  for (const code of ERROR_CODES) {
    expect(exitCodeFor(code)).toBeGreaterThan(0);
  }
  expect(exitCodeFor('usage')).toBe(2);
  expect(exitCodeFor('device-none')).toBe(3);
  expect(exitCodeFor('pcsc-service-stopped')).toBe(5);
});
