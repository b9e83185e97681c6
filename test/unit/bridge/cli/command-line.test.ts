import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { exitCodeFor } from '../../../../bridge/cli/exit-codes.ts';
import manifest from '../../../../package.json' with { type: 'json' };
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import type { CborValue } from '../../../virtual/cbor/value.ts';
import { useOwnHome, wardkey, withKey } from './wardkey.ts';

useOwnHome();

test.each([[['--help']], [[]], [['help']], [['-h']]])(
  '%j names every command, and examples',
  async (args) => {
    const { exitCode, out, err } = await wardkey(args);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    for (const typed of ['devices', 'key info', 'install', 'uninstall', '--version']) {
      expect(out).toContain(`  ${typed}`);
    }
    expect(out).toContain('Examples');
    expect(out).not.toContain('\u001b');
  },
);

test.each([
  [['key', 'info', '--help']],
  [['key', 'info', '-h', '--nonsense']],
  [['help', 'key', 'info']],
])('%j tells all about one command', async (args) => {
  const { exitCode, out, err } = await wardkey(args);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain('wardkey key info [OPTIONS]');
  expect(out).toContain('--device DEVICE');
  expect(out).toContain('There was no key or card');
});

test('help for the beginning of several commands lists them', async () => {
  const { out } = await wardkey(['help', 'credentials']);
  expect(out).toContain('credentials list');
  expect(out).not.toContain('fingerprints');
  const { exitCode, err } = await wardkey(['help', 'fingerprint', 'list']);
  expect(exitCode).toBe(2);
  expect(err).toContain('Did you mean "fingerprints list"?');
});

test.each([
  [['card', '--help'], 'card sign FILE', 'pin set'],
  [['-h', 'card'], 'card info', 'nothing at all'],
  [['key', 'pin', '--help'], 'pin change', 'devices'],
  [['key', '-h'], 'devices', 'nothing at all'],
])('%j lists the commands that begin so', async (args, listed, other) => {
  const { exitCode, out, err } = await wardkey(args);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain(`  ${listed}`);
  expect(out).not.toContain(`  ${other}`);
});

test('what a command does not know is told with how the command is typed', async () => {
  const { exitCode, out, err } = await wardkey(['key', 'info', '--devcie', 'x']);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain('"--devcie"');
  expect(err).toContain('  wardkey key info [OPTIONS]');
  expect(err).toContain('wardkey help key info');
});

test.each([
  [['config', 'always-uv', 'maybe'], 'It can be: on, off.'],
  [['config', 'min-pin-length', '64'], 'It can be: 4–63.'],
  [['register', '--algorithm', 'RS1024'], 'ES256, '],
  [['register', '--protect', 'much'], 'It can be: '],
  [['sign', '--user-verification', 'no'], 'required, preferred, discouraged'],
  [['card', 'sign', '--slot', '9d', 'letter'], 'It can be: 9c, 9a.'],
  [['policy', 'sample', 'opera'], 'chromium, chrome, edge, brave, firefox, bridge'],
  [['manual', '--format', 'pdf'], 'man, html'],
  [['credentials', 'list', '--pin-fd', 'three'], '"--pin-fd" needs a value behind it.'],
])('%j is told what can stand there', async (args, allowed) => {
  const { exitCode, err } = await wardkey(args, withKey());
  expect(exitCode).toBe(2);
  expect(err).toContain(allowed);
});

test('the beginning of several commands is explained, and they are listed', async () => {
  const { exitCode, out, err } = await wardkey(['card']);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain('  card certificate');
  expect(err).not.toContain('  pin set');
  expect(err).toContain('This is missing: COMMAND.');
  const json = await wardkey(['card', '--json']);
  expect({ ...json, out: JSON.parse(json.out).error.code }).toMatchObject({
    exitCode: 2,
    out: 'usage',
    err: '',
  });
});

test.each([
  [['pin', '1234'], 'pin-in-command'],
  [['key', 'pin', '123456'], 'pin-in-command'],
  [['card', 'pin', '1234'], 'pin-in-command'],
  [['pin', 'chnage', '1234'], 'pin-in-command'],
  [['pin', '--pin', '1234'], 'pin-in-command'],
  [['pin', '-P', '1234'], 'pin-in-command'],
  [['pin', 'set', 'x', '1234'], 'pin-in-command'],
  [['pin', 'set', '--passcode=1234'], 'pin-in-command'],
  [['pin', 'change', '--pin-fd', '123456'], 'usage'],
  [['pin', 'set', 'hunter22'], 'usage'],
  [['pin', 'hunter22'], 'usage'],
] as const)('%j tells no PIN back', async (args, code) => {
  const told = await wardkey(args, withKey());
  expect(told).toMatchObject({ exitCode: 2, out: '' });
  const json = await wardkey([...args, '--json'], withKey());
  expect(JSON.parse(json.out).error.code).toBe(code);
  expect(told.err + json.out + json.err).not.toMatch(/1234|hunter22/);
});

test('behind the beginning of a command, the word that is not known is named', async () => {
  expect((await wardkey(['pin', 'chnage'])).err).toContain('Did you mean "pin change"?');
  expect((await wardkey(['key', 'credentials', 'burn'])).err).toContain('command "burn"');
  expect((await wardkey(['1234'])).err).toContain('command "1234"');
});

test('the version is that of the package', () => {
  const main = fileURLToPath(new URL('../../../../bridge/main.ts', import.meta.url));
  const out = execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' });
  expect(out).toBe(`${manifest.version}\n`);
});

test.each([
  [['divices']],
  [['key']],
  [['devices', '--jsn']],
  [['install', 'here']],
  [['--version', 'x']],
])('%j is explained and ends with 2', async (args) => {
  const { exitCode, out, err } = await wardkey(args);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain('wardkey --help');
});

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

test('key info tells of what no version of the specification knows', async () => {
  const infoOverrides = new Map<number, CborValue>([
    [0x2a, 'what this is nobody knows yet'],
    [0x100, true],
  ]);
  const key = () => withKey('Test Key', { infoOverrides });
  const { out } = await wardkey(['key', 'info'], key());
  expect(out).toContain('new to Wardkey: 0x2a="what this is nobody knows yet", 0x100=true\n');
  expect((await wardkey(['key', 'info'], withKey())).out).not.toContain('new to Wardkey');
  const json = JSON.parse((await wardkey(['key', 'info', '--json'], key())).out);
  expect(json.info.unknown).toEqual({ 42: 'what this is nobody knows yet', 256: true });
});

test('key info of a device that is not there ends with 3', async () => {
  expect((await wardkey(['key', 'info', '--device', 'other'], withKey())).exitCode).toBe(3);
});

test('a policy that could not be used is told, and the command is done', async () => {
  const trouble = new WardkeyError('policy-invalid', {
    facts: { path: '/etc/wardkey/policy.json' },
  });
  const { exitCode, out, err } = await wardkey(['devices'], { trouble });
  expect(exitCode).toBe(0);
  expect(out).toContain('No key or card');
  expect(err).toContain('/etc/wardkey/policy.json');
});

test('a person can stop it', async () => {
  const stopped = wardkey(['devices', '--watch']);
  await vi.waitFor(() => expect(process.stdout.write).toHaveBeenCalled());
  process.emit('SIGINT');
  expect(await stopped).toMatchObject({ exitCode: 130, err: '' });
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
