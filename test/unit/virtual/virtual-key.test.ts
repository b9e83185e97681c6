import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import { bytes, map, required, text } from '../../virtual/cbor/parameters.ts';
import type { CborMap } from '../../virtual/cbor/value.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { CLIENT_DATA_HASH, type Plain, Platform, RP_ID } from './platform.ts';

const RESIDENT = new Map<number, Plain>([[7, { rk: true }]]);

it('tells what it is', async () => {
  const { status, body } = await new Platform(new VirtualKey({ pin: '2468' })).call(0x04);
  expect(status).toBe(0);
  expect(body.get(1)).toEqual(['FIDO_2_0', 'FIDO_2_1']);
  expect(required(body, 3, bytes)).toHaveLength(16);
  expect(required(body, 4, map)).toEqual(
    new Map([
      ['rk', true],
      ['up', true],
      ['plat', false],
      ['clientPin', true],
      ['pinUvAuthToken', true],
      ['makeCredUvNotRqd', true],
      ['alwaysUv', false],
      ['authnrCfg', true],
      ['credMgmt', true],
      ['largeBlobs', true],
      ['setMinPINLength', true],
    ]),
  );
});

it('claims what a test wants it to claim, and hides the rest', async () => {
  const key = new VirtualKey({
    optionOverrides: { rk: undefined, up: false },
    infoOverrides: new Map([[0x05, undefined]]),
  });
  const { body } = await new Platform(key).call(0x04);
  expect(required(body, 4, map).has('rk')).toBe(false);
  expect(required(body, 4, map).get('up')).toBe(false);
  expect(body.has(0x05)).toBe(false);
});

it('makes a credential whose attestation verifies, and signs with it', async () => {
  const platform = new Platform(new VirtualKey());
  const created = await platform.create();
  expect(created.status).toBe(0);
  const authData = required(created.body, 2, bytes);
  const statement = required(created.body, 3, map);
  const chain = statement.get('x5c');
  const certificate = new X509Certificate(
    Array.isArray(chain) && chain[0] instanceof Uint8Array ? chain[0] : new Uint8Array(),
  );
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.subject).toContain('OU=Authenticator Attestation');
  const signed = Buffer.concat([authData, CLIENT_DATA_HASH]);
  expect(verify('sha256', signed, certificate.publicKey, required(statement, 'sig', bytes))).toBe(
    true,
  );

  const credential = readAttested(authData);
  const got = await platform.get(new Map([[3, [{ id: credential.id, type: 'public-key' }]]]));
  expect(got.status).toBe(0);
  expect(got.body.has(4)).toBe(false);
  const assertionData = required(got.body, 2, bytes);
  expect(assertionData.subarray(0, 32)).toEqual(rpIdHash());
  expect(assertionData[32]).toBe(0x01);
  const publicKey = fromCose(credential.publicKey);
  const message = Buffer.concat([assertionData, CLIENT_DATA_HASH]);
  expect(verify('sha256', message, publicKey, required(got.body, 3, bytes))).toBe(true);
});

it('attests with the credential itself when it is such a model', async () => {
  const platform = new Platform(new VirtualKey({ attestation: 'self', algorithms: [-8] }));
  const created = await platform.create(new Map([[4, [{ alg: -8, type: 'public-key' }]]]));
  const authData = required(created.body, 2, bytes);
  const statement = required(created.body, 3, map);
  const x = required(readAttested(authData).publicKey, -2, bytes);
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(x).toString('base64url') },
  });
  const signed = Buffer.concat([authData, CLIENT_DATA_HASH]);
  expect(statement.has('x5c')).toBe(false);
  expect(verify(null, signed, publicKey, required(statement, 'sig', bytes))).toBe(true);
});

it('offers resident accounts one after the other, newest first, names only after the PIN', async () => {
  const platform = new Platform(new VirtualKey({ pin: '2468' }));
  for (const name of ['first', 'second', 'third']) {
    const { token } = await platform.token('2468', { permissions: 1, rpId: RP_ID });
    const user = { id: Buffer.from(name), name, displayName: name };
    const auth = platform.createAuth(token);
    expect(
      (await platform.create(new Map<number, Plain>([...RESIDENT, [3, user], ...auth]))).status,
    ).toBe(0);
  }

  const { token } = await platform.token('2468', { permissions: 2, rpId: RP_ID });
  const first = await platform.get(platform.getAuth(token));
  expect(first.body.get(5)).toBe(3);
  const next = await platform.call(0x08);
  const last = await platform.call(0x08);
  const names = [first, next, last].map(({ body }) =>
    required(required(body, 4, map), 'name', text),
  );
  expect(names).toEqual(['third', 'second', 'first']);
  expect(next.body.has(5)).toBe(false);
  expect((await platform.call(0x08)).status).toBe(0x30);

  const unverified = await platform.get();
  expect([...required(unverified.body, 4, map).keys()]).toEqual(['id']);
  await platform.call(0x04);
  expect((await platform.call(0x08)).status).toBe(0x30);
});

it('keeps one resident credential for an account, and says when it is full', async () => {
  const key = new VirtualKey({ residentKeySlots: 1 });
  const platform = new Platform(key);
  const nurse = new Map<number, Plain>([...RESIDENT, [3, { id: Buffer.from('nurse') }]]);
  expect((await platform.create(nurse)).status).toBe(0);
  expect((await platform.create(nurse)).status).toBe(0);
  expect(key.credentials).toHaveLength(1);
  const doctor = new Map<number, Plain>([...RESIDENT, [3, { id: Buffer.from('doctor') }]]);
  expect((await platform.create(doctor)).status).toBe(0x28);
  expect((await platform.create()).status).toBe(0);
});

it('refuses an excluded credential after a touch only', async () => {
  const key = new VirtualKey();
  const platform = new Platform(key);
  const { body } = await platform.create();
  const { id } = readAttested(required(body, 2, bytes));
  key.presence.mode = 'wait';
  let awaited = 0;
  key.presence.onAwaited(() => {
    awaited += 1;
    key.presence.touch();
  });
  const answer = await platform.create(new Map([[5, [{ id, type: 'public-key' }]]]));
  expect(answer.status).toBe(0x19);
  expect(awaited).toBe(1);
  const elsewhere = new Map<number, Plain>([
    [2, { id: 'other.example' }],
    [5, [{ id, type: 'public-key' }]],
  ]);
  expect((await platform.create(elsewhere)).status).toBe(0);
});

it('answers a silent probe without a touch, and does not know the ids of others', async () => {
  const key = new VirtualKey();
  const platform = new Platform(key);
  const { body } = await platform.create();
  const { id } = readAttested(required(body, 2, bytes));
  key.presence.mode = 'deny';
  const probe = new Map<number, Plain>([
    [3, [{ id, type: 'public-key' }]],
    [5, { up: false }],
  ]);
  const found = await platform.get(probe);
  expect(found.status).toBe(0);
  expect(required(found.body, 2, bytes)[32]).toBe(0);
  const stranger = Buffer.alloc(48, 1);
  const list = [{ id: stranger, type: 'public-key' }];
  expect((await platform.get(new Map([...probe, [3, list]]))).status).toBe(0x2e);
  expect((await platform.get(new Map([...probe, [1, 'other.example']]))).status).toBe(0x2e);
});

it('leaves the credential out for a list of one when it is such a model', async () => {
  const platform = new Platform(new VirtualKey({ omitSingleCredential: true }));
  const { body } = await platform.create();
  const { id } = readAttested(required(body, 2, bytes));
  const got = await platform.get(new Map([[3, [{ id, type: 'public-key' }]]]));
  expect(got.status).toBe(0);
  expect(got.body.has(1)).toBe(false);
});

it('is strict with what it is sent', async () => {
  const platform = new Platform(
    new VirtualKey({ maxCredentialCountInList: 2, residentKeySlots: 0 }),
  );
  const create = async (key: number, value: Plain) =>
    (await platform.create(new Map([[key, value]]))).status;
  const descriptor = { id: Buffer.alloc(48), type: 'public-key' };
  expect(await create(1, 'text')).toBe(0x11);
  expect(await create(1, Buffer.alloc(31))).toBe(0x03);
  expect(await create(2, { name: 'no id' })).toBe(0x14);
  expect(await create(3, { id: Buffer.alloc(65) })).toBe(0x03);
  expect(await create(4, [{ alg: -257, type: 'public-key' }])).toBe(0x26);
  expect(await create(4, [{ alg: -7 }])).toBe(0x14);
  expect(await create(5, [])).toBe(0x02);
  expect(await create(5, [descriptor, descriptor, descriptor])).toBe(0x15);
  expect(await create(5, [{ ...descriptor, id: Buffer.alloc(129) }])).toBe(0x15);
  expect(await create(7, { up: false })).toBe(0x2c);
  expect(await create(7, { uv: true })).toBe(0x2c);
  expect(await create(7, { rk: true })).toBe(0x2b);
  expect((await platform.get(new Map([[5, { rk: false }]]))).status).toBe(0x2b);
  expect((await platform.raw(Uint8Array.of(0x01))).status).toBe(0x14);
  expect((await platform.raw(Uint8Array.of(0x01, 0x80))).status).toBe(0x11);
  expect((await platform.raw(Uint8Array.of(0x01, 0xa1, 0x18, 0x01, 0x00))).status).toBe(0x12);
  expect((await platform.raw(Uint8Array.of(0x04, 0xa0))).status).toBe(0x03);
  expect((await platform.raw(Uint8Array.of(0x55))).status).toBe(0x01);
  expect((await platform.raw(new Uint8Array(1201))).status).toBe(0x39);
});

it('resets only just after power-up', async () => {
  let now = 0;
  const key = new VirtualKey({ pin: '2468', now: () => now });
  const platform = new Platform(key);
  await platform.create();
  now = 10_001;
  expect((await platform.call(0x07)).status).toBe(0x30);
  key.powerCycle();
  key.presence.mode = 'deny';
  expect((await platform.call(0x07)).status).toBe(0x27);
  expect(key.pinIsSet).toBe(true);
  key.presence.mode = 'auto';
  expect((await platform.call(0x07)).status).toBe(0);
  expect(key.pinIsSet).toBe(false);
  expect(key.credentials).toHaveLength(0);
});

it('keeps a log of what it was sent', async () => {
  const key = new VirtualKey();
  const platform = new Platform(key);
  await platform.call(0x04);
  await platform.call(0x06, new Map([[2, 1]]));
  expect(key.commandLog).toEqual([
    { u2f: false, command: 0x04, subCommand: undefined, status: 0 },
    { u2f: false, command: 0x06, subCommand: 1, status: 0 },
  ]);
});

function rpIdHash(): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(RP_ID).digest());
}

function readAttested(authData: Uint8Array): { id: Uint8Array; publicKey: CborMap } {
  expect(Buffer.from(authData.subarray(0, 32))).toEqual(Buffer.from(rpIdHash()));
  const length = ((authData[53] ?? 0) << 8) | (authData[54] ?? 0);
  const publicKey = decodeCbor(authData.subarray(55 + length));
  if (!(publicKey instanceof Map)) throw new Error('no COSE key');
  return { id: authData.subarray(55, 55 + length), publicKey };
}

function fromCose(cose: CborMap) {
  const coordinate = (key: number) => Buffer.from(required(cose, key, bytes)).toString('base64url');
  const key = { kty: 'EC', crv: 'P-256', x: coordinate(-2), y: coordinate(-3) };
  return createPublicKey({ format: 'jwk', key });
}
