import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

// What the virtual key does beyond signing in, judged by a program that nobody here wrote: Debian's
// package python3-fido2. Where it is missing, these tests fail.

const READER = 'Wardkey Management Reader';
const PYTHON = '/usr/bin/python3';
const CLIENT = fileURLToPath(new URL('./independent_management.py', import.meta.url));
const PIN = '271828';
const TIMEOUT_MS = 20_000;

let pcscd: PrivatePcscd;
let reader: VirtualReader;

beforeAll(async () => {
  pcscd = await PrivatePcscd.start({ readers: [READER] });
  const [first] = pcscd.readers;
  if (first === undefined) throw new Error('no reader');
  reader = first;
});

afterAll(async () => {
  await pcscd.stop();
});

async function play(name: string, model: VirtualKeyOptions = {}): Promise<unknown> {
  reader.insert(new FidoApplet(new VirtualKey(model)));
  const env = { ...pcscd.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
  const client = spawn(PYTHON, [CLIENT], { env, timeout: TIMEOUT_MS });
  client.stdin.end(JSON.stringify({ reader: READER, pin: PIN, play: name }));
  const [out, trouble] = await Promise.all([text(client.stdout), text(client.stderr)]);
  reader.remove();
  if (out === '') throw new Error(`python3-fido2: ${trouble}`);
  return JSON.parse(out);
}

it.each([[[2, 1]], [[1]]] as const)(
  'runs the extensions, PIN protocols %o',
  async (pinProtocols) => {
    const credRandom = { withUv: Buffer.alloc(32, 7), withoutUv: Buffer.alloc(32, 8) };
    const minPinLengthRpIds = ['portal.example'];
    const found = await play('extensions', { pinProtocols, credRandom, minPinLengthRpIds });
    const secret = (salt: number) =>
      createHmac('sha256', credRandom.withUv).update(Buffer.alloc(32, salt)).digest('hex');
    expect(found).toEqual({
      created: { credProtect: 3, credBlob: true, 'hmac-secret': true, minPinLength: 4 },
      blobKey: 32,
      secrets: [secret(1), secret(2)],
      blob: 'a few bytes',
      sameBlobKey: true,
      hidden: 0x2e,
    });
  },
);

it.each([['full'], ['preview']] as const)('is managed by the %s command', async (command) => {
  const playing = play('management', { credentialManagement: command });
  if (command === 'preview') {
    // The preview knows no renaming, and the client learns that from the key.
    await expect(playing).rejects.toThrow('INVALID_SUBCOMMAND');
    return;
  }
  expect(await playing).toEqual({
    metadata: [2],
    rp: ['portal.example', true],
    users: ['first', 'second'],
    protection: [2, 2],
    left: ['renamed'],
    emptyBlobs: [],
    sameBlobs: true,
    alwaysUv: true,
    minPinLength: 6,
  });
});

it('enrols fingers', async () => {
  const found = await play('fingers', { builtInVerification: { enrolled: false } });
  expect(found).toEqual({
    before: 0,
    samples: 3,
    names: ['Left thumb'],
    uv: true,
    token: 32,
    after: 0,
  });
});

it.each([[['U2F_V2']], [['U2F_V2', 'FIDO_2_0']]])('speaks U2F as a key of %o', async (versions) => {
  expect(await play('u2f', { versions })).toEqual({
    version: 'U2F_V2',
    counter: 1,
    known: 0x6985,
    foreign: 0x6a80,
  });
});
