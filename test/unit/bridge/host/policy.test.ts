import fs, { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkPolicy, readPolicy } from '../../../../bridge/host/policy.ts';
import { POLICY_PLACES } from '../../../../bridge/host/policy-places.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';

const ME = process.getuid?.() ?? 0;
const SET = JSON.stringify({
  allowedOrigins: ['https://sign-in.example.nhs.uk'],
  enterpriseRpIds: ['login.example.nhs.uk'],
  language: 'cy',
});

let root = '';
let path = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wardkey-policy-'));
  const folder = join(root, 'wardkey');
  mkdirSync(folder, { mode: 0o755 });
  path = join(folder, 'policy.json');
});

afterEach(() => rmSync(root, { recursive: true }));

const read = (owner = ME) => readPolicy({ kind: 'file', path }, owner);

test('where nothing is set, the defaults hold', () => {
  expect(read()).toEqual(DEFAULT_SETTINGS);
  expect(readPolicy(undefined)).toEqual(DEFAULT_SETTINGS);
});

test('what its owner has set holds', () => {
  writeFileSync(path, SET, { mode: 0o644 });
  expect(read()).toEqual({
    allowedOrigins: ['https://sign-in.example.nhs.uk'],
    enterpriseRpIds: ['login.example.nhs.uk'],
    language: 'cy',
  });
});

test('a file of another owner is refused', () => {
  writeFileSync(path, SET, { mode: 0o644 });
  expect(() => read(ME + 1)).toThrow('policy-untrusted');
});

test.each([0o664, 0o646, 0o666])('a file of mode %o is refused', (mode) => {
  writeFileSync(path, SET);
  chmodSync(path, mode);
  expect(() => read()).toThrow('policy-untrusted');
});

test('a file in a folder that others may write to is refused', () => {
  writeFileSync(path, SET, { mode: 0o644 });
  chmodSync(join(root, 'wardkey'), 0o777);
  expect(() => read()).toThrow('policy-untrusted');
});

test('a link is refused', () => {
  writeFileSync(join(root, 'elsewhere.json'), SET, { mode: 0o644 });
  symlinkSync(join(root, 'elsewhere.json'), path);
  expect(() => read()).toThrow('policy-invalid');
});

test.each([
  ['no JSON', '{'],
  ['an unknown setting', '{"allowedOrigin":[]}'],
  ['an origin without https', '{"allowedOrigins":["http://example.org"]}'],
  ['an origin with a path', '{"allowedOrigins":["https://example.org/"]}'],
  ['an RP ID that is none', '{"enterpriseRpIds":["https://example.org"]}'],
  ['a wildcard', '{"allowedOrigins":["https://*.example.org"]}'],
  ['an unknown language', '{"language":"fr"}'],
  ['a large file', `{"allowedOrigins":[]}${' '.repeat(65_536)}`],
])('%s is refused', (_what, text) => {
  writeFileSync(path, text, { mode: 0o644 });
  expect(() => read()).toThrow('policy-invalid');
});

test('what only root may read is told apart from what is wrong', () => {
  writeFileSync(path, SET, { mode: 0o600 });
  const denied = Object.assign(new Error('EACCES'), { code: 'EACCES' });
  const open = vi.spyOn(fs, 'openSync').mockImplementation(() => {
    throw denied;
  });
  syncBuiltinESMExports();
  try {
    expect(() => read()).toThrow('policy-unreadable');
  } finally {
    open.mockRestore();
    syncBuiltinESMExports();
  }
});

test('the first thing that does not fit is told with its line', () => {
  writeFileSync(path, '{\n  "language": "en",\n  "allowedOrigin": []\n}\n', { mode: 0o644 });
  expect(() => read()).toThrow(
    expect.objectContaining({
      code: 'policy-invalid',
      facts: {
        path,
        line: 3,
        key: 'allowedOrigin',
        expected:
          'allowedOrigins, enterpriseRpIds, language, cardTrustStore, webEid, cardRemoved, signIn, pkcs11Module, keyModels, contacts, portals, hosts',
      },
    }),
  );
});

test('a check tells all that does not fit, or that nothing is there', () => {
  expect(checkPolicy({ kind: 'file', path }, ME)).toEqual({ path, isThere: false, problems: [] });
  writeFileSync(path, SET, { mode: 0o644 });
  expect(checkPolicy({ kind: 'file', path }, ME)).toEqual({ path, isThere: true, problems: [] });
  writeFileSync(path, '{"language":"fr","x":1}', { mode: 0o644 });
  expect(checkPolicy({ kind: 'file', path }, ME).problems).toHaveLength(2);
});

test('on Linux the policy is where only root can put it', () => {
  expect(POLICY_PLACES.linux).toEqual({ kind: 'file', path: '/etc/wardkey/policy.json' });
});
