import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { POLICY_COMMANDS } from '../../../../bridge/cli/definitions/policy.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { checkPolicy } from '../../../../bridge/host/policy.ts';
import { policyProblems } from '../../../../bridge/host/policy-text.ts';
import { POLICY_TARGETS, policySample } from '../../../../bridge/install/policy-samples.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-policy-'));
  path = join(folder, 'policy.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine whose policy is at {@link path}. */
function machine() {
  const owner = process.geteuid?.() ?? 0;
  const place = { kind: 'file', path } as const;
  const places = { root: folder, owner: owner + 1 };
  return { system: { places, policyProblems, checkPolicy: () => checkPolicy(place, owner) } };
}

const WRONG = '{\n  "allowedOrigin": [],\n  "language": "fr"\n}\n';

test('the machine’s own policy is looked through: none, a good one, a wrong one', async () => {
  const check = (...more: string[]) => wardkey(['policy', 'check', ...more], machine());
  expect(await check()).toMatchObject({ exitCode: 0, out: expect.stringContaining('no policy') });
  writeFileSync(path, '{"language":"cy"}', { mode: 0o644 });
  expect(await check()).toMatchObject({ exitCode: 0, out: expect.stringContaining('right form') });
  writeFileSync(path, WRONG, { mode: 0o644 });
  const { exitCode, out } = await check();
  expect(exitCode).toBe(7);
  expect(out.split('\n').slice(1)).toEqual([
    '  Line 2: allowedOrigin. What can stand there: allowedOrigins, enterpriseRpIds, language, cardTrustStore, webEid, cardRemoved, signIn, pkcs11Module, keyModels, contacts, portals, hosts',
    '  Line 3: language. What can stand there: en, cy',
    '',
  ]);
  const printed = JSON.parse((await check('--json')).out);
  expect(printed).toMatchObject({ path, isThere: true, problems: [{ line: 2 }, { line: 3 }] });
  const definition = POLICY_COMMANDS.find(({ words }) => words.join(' ') === 'policy check');
  expect(violations((definition && outputSchema(definition)) ?? {}, printed)).toEqual([]);
});

test('why a policy cannot be used is said once, whatever asks for it', async () => {
  writeFileSync(path, '{}');
  chmodSync(path, 0o666);
  const trouble = new WardkeyError('policy-untrusted', { facts: { path } });
  const { exitCode, out, err } = await wardkey(['policy', 'check'], { ...machine(), trouble });
  expect({ exitCode, out }).toEqual({ exitCode: 7, out: '' });
  expect(err.split('did not use the rules')).toHaveLength(2);
});

test('a file is looked through before it is handed out, whoever owns it', async () => {
  writeFileSync(path, WRONG, { mode: 0o666 });
  expect(await wardkey(['policy', 'check', path])).toMatchObject({ exitCode: 7 });
  expect(await wardkey(['policy', 'check', join(folder, 'none')])).toMatchObject({ exitCode: 2 });
});

test('the published schema takes and refuses what the program does', async () => {
  const schema = JSON.parse((await wardkey(['policy', 'schema'])).out);
  for (const policy of [
    {},
    policySample('bridge').policy,
    { allowedOrigin: [] },
    { allowedOrigins: ['https://a.example/'] },
    { allowedOrigins: ['https://a.example:443'] },
    { enterpriseRpIds: ['https://a.example'] },
    { enterpriseRpIds: ['a'.repeat(254)] },
    { allowedOrigins: Array.from({ length: 257 }, () => 'https://a.example') },
    { language: 'fr' },
    { portals: [{ host: 'a.example' }], hosts: ['a.example'] },
    { portals: [{ name: 'A' }] },
    { portals: [{ host: 'A.example' }] },
    { contacts: { 'it-service-desk': { url: 'http://a.example' } } },
    { contacts: { 'it-service-desk': { name: 'A' } } },
    [],
    null,
  ]) {
    const isTaken = policyProblems(JSON.stringify(policy)).length === 0;
    expect([policy, violations(schema, policy).length === 0]).toEqual([policy, isTaken]);
  }
});

test.each(POLICY_TARGETS)('the sample for %s is JSON, with its place beside it', async (target) => {
  const { exitCode, out, err } = await wardkey(['policy', 'sample', target]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toEqual(policySample(target).policy);
  expect(err).toMatch(/^It goes here: \/etc\/.*\.json\n$/);
});

test('a sample takes nothing from others, and names where the extension is', async () => {
  const url = 'https://intranet.example.org/updates.xml';
  const { out } = await wardkey(['policy', 'sample', 'edge', '--install-url', url]);
  expect(out).toContain(`;${url}"`);
  expect(out).not.toMatch(/Blocklist|UserLevelHosts/);
});

test('a browser that is not known is told', async () => {
  const { exitCode, err } = await wardkey(['policy', 'sample', 'lynx']);
  expect(exitCode).toBe(2);
  expect(err).toContain('lynx');
});

test('setting up for everybody is refused to who may not, in a sentence and in JSON', async () => {
  for (const command of ['install', 'uninstall']) {
    const told = await wardkey([command, '--system', '--quiet'], machine());
    expect(told).toMatchObject({ exitCode: 6, out: '' });
    expect(told.err).toMatch(/^Only root can set Wardkey up for all on this computer/);
    const { exitCode, out } = await wardkey([command, '--system', '--quiet', '--json'], machine());
    expect(exitCode).toBe(6);
    expect(JSON.parse(out).error.code).toBe('install-needs-root');
  }
  expect(await wardkey(['install', '--udev', 'plugdev'])).toMatchObject({ exitCode: 2 });
});

test('quiet says nothing when all goes well', async () => {
  expect(await wardkey(['uninstall', '--quiet'])).toEqual({ exitCode: 0, out: '', err: '' });
});
