import { execFile } from 'node:child_process';
import { createVerify, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCardCertificates } from '../../bridge/smartcard/read-card.ts';
import { InterruptedCard } from '../virtual/interrupted-card.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../virtual/piv-card/piv-options.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import type { KeyAlgorithm } from '../virtual/piv-card/private-key-operation.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

// Programs that nobody here wrote hold the virtual PIV card to the specification: Debian's packages
// opensc, yubico-piv-tool and yubikey-manager. Where they are missing, these tests fail.

const READER = 'Wardkey Independent Reader';
const PIN = '271828';
const TIMEOUT_MS = 20_000;
const ALGORITHMS: readonly KeyAlgorithm[] = ['rsa2048', 'p256'];
const keys = new Map<KeyAlgorithm, Awaited<ReturnType<typeof practiceKeys>>>();

let stage: PcscStage;
let folder: string;

beforeAll(async () => {
  stage = await stagePcsc(READER);
  folder = await mkdtemp(join(tmpdir(), 'wardkey-piv-'));
  for (const algorithm of ALGORITHMS) keys.set(algorithm, await practiceKeys(algorithm));
});

afterAll(async () => {
  await stage.strike();
  await rm(folder, { recursive: true });
});

/** Lays a card on the reader and waits until the service knows of it. */
async function lay(algorithm: KeyAlgorithm, options: PivCardOptions = {}): Promise<PivCard> {
  const card = new PivCard({ pin: PIN, keys: keys.get(algorithm) ?? {}, ...options });
  await stage.lay(card);
  await stage.rest();
  return card;
}

/** Runs a program to its good end. @returns all that it printed */
async function client(program: string, ...args: string[]): Promise<string> {
  const env = { ...stage.pcscd.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: folder };
  const { stdout, stderr } = await promisify(execFile)(program, args, { env, timeout: TIMEOUT_MS });
  return stdout + stderr;
}

/** The same for one that has to fail. */
async function failing(program: string, ...args: string[]): Promise<string> {
  return client(program, ...args).then(
    (told) => Promise.reject(new Error(`did not fail: ${told}`)),
    (error: Error) => `${error.message}${Reflect.get(error, 'stderr')}`,
  );
}

it.each(ALGORITHMS)('satisfies OpenSC with %s', async (algorithm) => {
  const card = await lay(algorithm);
  expect(await client('opensc-tool', '-n')).toMatch(/Personal Identity Verification|PIV/);
  const listed = await client('pkcs15-tool', '-D');
  expect(listed).toContain('Certificate for PIV Authentication');
  expect(listed).toContain('Certificate for Digital Signature');
  expect(card.applet.pin.tries).toBe(3);

  const message = join(folder, 'message');
  const signature = join(folder, 'signature');
  await writeFile(message, randomBytes(100));
  const mechanism = algorithm === 'rsa2048' ? 'SHA256-RSA-PKCS' : 'ECDSA-SHA256';
  const format = algorithm === 'rsa2048' ? [] : ['--signature-format', 'openssl'];
  const how = ['--sign', '--id', '01', '--mechanism', mechanism, ...format];
  const files = ['--input-file', message, '--output-file', signature];
  await client('pkcs11-tool', '--login', '--pin', PIN, ...how, ...files);
  const certificate = keys.get(algorithm)?.['9a']?.certificate ?? new Uint8Array();
  const verify = createVerify('sha256').update(await readFile(message));
  const signed = await readFile(signature);
  expect(verify.verify(new X509Certificate(certificate).publicKey, signed)).toBe(true);
});

it.each(ALGORITHMS)('satisfies yubico-piv-tool with %s', async (algorithm) => {
  const card = await lay(algorithm, { yubico: { version: [5, 2, 7], serial: 1_234_567 } });
  const piv = (...args: string[]) => client('yubico-piv-tool', '--reader', READER, ...args);
  const status = await piv('-a', 'status');
  expect(status).toContain('Slot 9a');
  expect(status).toContain('Pat Practice');
  expect(status).toContain('PIN tries left:\t3');
  expect(await piv('-a', 'version')).toContain('5.2.7');
  expect(await piv('-a', 'verify-pin', '-P', PIN)).toContain('Successfully verified PIN');
  const pem = join(folder, 'read.pem');
  await piv('-a', 'read-certificate', '-s', '9a', '-o', pem);
  const read = new X509Certificate(await readFile(pem));
  expect(read.raw).toEqual(Buffer.from(keys.get(algorithm)?.['9a']?.certificate ?? []));
  const tested = await piv(
    '-a',
    'verify-pin',
    '-P',
    PIN,
    '-a',
    'test-signature',
    '-s',
    '9a',
    '-i',
    pem,
  );
  expect(tested).toContain('Successful');

  await failing('yubico-piv-tool', '--reader', READER, '-a', 'verify-pin', '-P', '111111');
  expect(card.applet.pin.tries).toBe(2);
  await piv('-a', 'change-pin', '-P', PIN, '-N', '314159');
  expect(await piv('-a', 'verify-pin', '-P', '314159')).toContain('Successfully');
  for (const wrong of ['111111', '222222', '333333']) {
    await failing('yubico-piv-tool', '--reader', READER, '-a', 'verify-pin', '-P', wrong);
  }
  expect(card.applet.pin.tries).toBe(0);
  await piv('-a', 'unblock-pin', '-P', '12345678', '-N', PIN);
  expect(card.applet.pin.tries).toBe(3);
});

it('satisfies ykman piv info', async () => {
  await lay('p256', { yubico: { version: [5, 2, 7], serial: 1_234_567 } });
  const told = await client('ykman', '--reader', READER, 'piv', 'info');
  expect(told).toContain('PIV version: 5.2.7');
  expect(told).toContain('PIN tries remaining: 3');
  expect(told).toContain('Pat Practice');
});

it('satisfies OpenSC with gzip certificates and without a discovery object', async () => {
  await lay('rsa2048', { compressed: true, discovery: false, extendedLength: false });
  const pem = await client('pkcs15-tool', '--read-certificate', '01');
  const certificate = keys.get('rsa2048')?.['9a']?.certificate ?? new Uint8Array();
  const text = pem.slice(pem.indexOf('-----BEGIN'));
  expect(new X509Certificate(text).raw).toEqual(Buffer.from(certificate));
});

it('satisfies OpenSC over T=0 with exact lengths', async () => {
  await lay('rsa2048', { atr: Uint8Array.of(0x3b, 0x00), exactLe: true });
  expect(await client('pkcs15-tool', '-D')).toContain('Certificate for PIV Authentication');
});

it.each<[string, PivCardOptions, string[]]>([
  ['OpenSC', {}, ['pkcs15-tool', '--list-certificates']],
  // It looks into the retired slots too, which such a card does not count.
  [
    'yubico-piv-tool',
    { yubico: { version: [5, 4, 3], serial: 1_234_567 } },
    ['yubico-piv-tool', '--reader', READER, '-a', 'status'],
  ],
])('lists the certificates of a card with fewer commands than %s', async (...row) => {
  const [, options, [program = '', ...args]] = row;
  const counted = new InterruptedCard(new PivCard({ keys: keys.get('rsa2048') ?? {}, ...options }));
  const device = await stage.lay(counted);
  if (device.card === undefined) throw new Error('no card');
  counted.arm(0);
  const found = await readCardCertificates(device.card, new AbortController().signal);
  expect(found?.map(({ slot }) => slot)).toEqual(['9a', '9c']);
  const ours = counted.count;
  await stage.rest();
  counted.arm(0);
  expect(await client(program, ...args)).toMatch(/Digital Signature|Slot 9c/);
  expect(ours).toBeLessThan(counted.count);
});
