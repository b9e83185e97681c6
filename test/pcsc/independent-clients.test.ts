import { execFile, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FidoApplet, type FidoAppletOptions } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

// Programs that nobody here wrote hold the virtual key to the specification: Debian's packages
// python3-fido2 and yubikey-manager. Where they are missing, these tests fail.

const READER = 'Wardkey Independent Reader';
const PYTHON = '/usr/bin/python3';
const CLIENT = fileURLToPath(new URL('./independent_client.py', import.meta.url));
const PIN = '271828';
const TIMEOUT_MS = 20_000;
const TOUCH_AFTER_MS = 120;

const Found = v.object({
  versions: v.array(v.string()),
  aaguid: v.string(),
  options: v.record(v.string(), v.boolean()),
  attestation: v.string(),
  counters: v.array(v.number()),
  clientPin: v.boolean(),
  wrongPin: v.number(),
  tries: v.number(),
  withoutPin: v.number(),
  accounts: v.array(v.string()),
  userVerified: v.array(v.boolean()),
  keepalives: v.array(v.number()),
  triesAfterRightPin: v.number(),
});

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

function environment(): Record<string, string> {
  return { ...pcscd.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
}

async function play(protocol: 1 | 2, extendedLength: boolean) {
  const client = spawn(PYTHON, [CLIENT], { env: environment(), timeout: TIMEOUT_MS });
  client.stdin.end(JSON.stringify({ reader: READER, pin: PIN, protocol, extendedLength }));
  const [out, trouble] = await Promise.all([text(client.stdout), text(client.stderr)]);
  if (out === '') throw new Error(`python3-fido2: ${trouble}`);
  return v.parse(Found, JSON.parse(out));
}

const CARDS: [1 | 2, boolean, FidoAppletOptions][] = [
  [2, false, {}],
  [1, false, { chunkBytes: 247 }],
  [2, true, {}],
];

it.each(CARDS)(
  'satisfies python3-fido2: protocol %i, extended length %s, card %o',
  async (protocol, extendedLength, options) => {
    const key = new VirtualKey();
    key.presence.mode = 'wait';
    // So late that the client has to poll for it.
    key.presence.onAwaited(() => setTimeout(() => key.presence.touch(), TOUCH_AFTER_MS));
    reader.insert(new FidoApplet(key, options));
    const found = await play(protocol, extendedLength);

    expect(found.versions).toEqual(['FIDO_2_0', 'FIDO_2_1']);
    expect(found.aaguid).toBe(Buffer.from(key.model.aaguid).toString('hex'));
    expect(found.options).toMatchObject({ rk: true, up: true, clientPin: false });
    expect(found.attestation).toBe('BASIC');
    expect(found.counters).toEqual([1, 2]);
    expect(found.clientPin).toBe(true);
    expect(found.wrongPin).toBe(0x31);
    expect(found.tries).toBe(7);
    expect(found.withoutPin).toBe(0x36);
    expect(found.accounts).toEqual(['third', 'second', 'first']);
    expect(found.userVerified).toEqual([true, true, true]);
    expect(found.keepalives).toEqual([2]);
    expect(found.triesAfterRightPin).toBe(8);
    expect(key.credentials).toHaveLength(4);
    reader.remove();
  },
);

it.each([
  [{}, 'PIN is not set.'],
  [{ pin: PIN }, 'PIN is set, with 8 attempt(s) remaining.'],
  [{ pin: PIN, alwaysUv: true }, 'Always Require User Verification is turned on.'],
])('satisfies ykman fido info: %o', async (options, sentence) => {
  reader.insert(new FidoApplet(new VirtualKey(options)));
  const { stdout } = await promisify(execFile)('ykman', ['--reader', READER, 'fido', 'info'], {
    env: environment(),
    timeout: TIMEOUT_MS,
  });
  expect(stdout).toContain(sentence);
  reader.remove();
});
