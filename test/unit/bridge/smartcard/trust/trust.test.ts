import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trustOf } from '../../../../../bridge/smartcard/trust/certificate-chain.ts';
import { readTrustStore } from '../../../../../bridge/smartcard/trust/trust-store.ts';
import { issue } from '../../../../virtual/piv-card/card-issuer.ts';

/** KeyUsageFlags of @peculiar/x509. */
const DIGITAL_SIGNATURE = 1;
const NOW = new Date('2026-06-01');
const AUTHORITY = { authority: {} };
const root = await issue('CN=Root', null, AUTHORITY);
const issuing = await issue('CN=Issuing', root, AUTHORITY);
const leaf = await issue('CN=Pat Practice', issuing);

function trust(der: Uint8Array, ...store: readonly { readonly der: Uint8Array }[]) {
  const certificates = store.map((one) => new X509Certificate(one.der));
  return trustOf(der, certificates, NOW);
}

test('a chain to a root that is trusted', () => {
  expect(trust(leaf.der, root, issuing)).toEqual({
    state: 'trusted',
    chain: ['CN=Issuing', 'CN=Root'],
  });
});

test('an issuer that is trusted itself needs none above it', () => {
  expect(trust(leaf.der, issuing)).toEqual({ state: 'trusted', chain: ['CN=Issuing'] });
  expect(trust(leaf.der, leaf)).toEqual({ state: 'trusted', chain: [] });
});

test('an issuer that nobody knows', () => {
  expect(trust(leaf.der, root)).toEqual({ state: 'unknown-issuer', chain: [] });
  expect(trust(leaf.der)).toEqual({ state: 'unknown-issuer', chain: [] });
});

test('one that only takes the name of an issuer', async () => {
  const other = await issue('CN=Issuing', root, AUTHORITY);
  expect(trust(leaf.der, root, other).state).toBe('false-issuer');
  expect(trust(leaf.der, root, other, issuing).state).toBe('trusted');
});

test.each([
  ['is no authority', undefined],
  ['may sign no certificates', { keyUsage: DIGITAL_SIGNATURE }],
])('an issuer that %s', async (_, authority) => {
  const weak = await issue('CN=Weak', root, authority && { authority });
  const below = await issue('CN=Below', weak);
  expect(trust(below.der, root, weak).state).toBe('false-issuer');
});

test('an issuer that may have nobody between', async () => {
  const short = await issue('CN=Short', null, { authority: { pathLength: 0 } });
  const direct = await issue('CN=Direct', short);
  expect(trust(direct.der, short).state).toBe('trusted');
  const between = await issue('CN=Between', short, AUTHORITY);
  const far = await issue('CN=Far', between);
  // The one between is trusted itself, but not for the sake of the one above.
  expect(trust(far.der, short, between)).toEqual({ state: 'trusted', chain: ['CN=Between'] });
});

test('an issuer that has ended', async () => {
  const days = { notAfter: new Date('2026-01-01') };
  const ended = await issue('CN=Ended', root, { ...AUTHORITY, ...days });
  const below = await issue('CN=Below', ended);
  expect(trust(below.der, root, ended)).toEqual({ state: 'ended-issuer', chain: ['CN=Ended'] });
});

test('two that name one another as issuers come to an end', async () => {
  const one = await issue('CN=One', null, AUTHORITY);
  const two = await issue('CN=Two', one, AUTHORITY);
  const cross = await issue('CN=One', two, AUTHORITY);
  const below = await issue('CN=Below', cross);
  expect(trust(below.der, two, cross, one).state).toBe('trusted');
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-trust-'));
  writeFileSync(join(folder, 'both.pem'), `for people\n${root.pem}\nand\n${issuing.pem}\n`);
  writeFileSync(join(folder, 'one.cer'), leaf.der);
  writeFileSync(join(folder, 'README'), 'not a certificate');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('reads a file of several, one in DER, and a folder of both', async () => {
  const names = async (path: string) => (await readTrustStore(path)).map(({ subject }) => subject);
  expect(await names(join(folder, 'both.pem'))).toEqual(['CN=Root', 'CN=Issuing']);
  expect(await names(join(folder, 'one.cer'))).toEqual(['CN=Pat Practice']);
  expect(await names(folder)).toEqual(['CN=Root', 'CN=Issuing', 'CN=Pat Practice']);
});

test.each(['README', 'nothing-there'])('says which file cannot be read: %s', async (name) => {
  const path = join(folder, name);
  await expect(readTrustStore(path)).rejects.toMatchObject({
    code: 'file-unreadable',
    facts: { path },
  });
});
