import { expect, it } from 'vitest';
import { bytes, required } from '../../virtual/cbor/parameters.ts';
import type { PinProtocolNumber } from '../../virtual/pin/pin-protocol.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { type Plain, Platform, RP_ID } from './platform.ts';

const PIN = '2468';
const BOTH = { permissions: 3, rpId: RP_ID };

it.each([1, 2] as const)('sets, changes and checks a PIN with protocol %i', async (number) => {
  const key = new VirtualKey({ pinProtocols: [number] });
  const platform = new Platform(key, number);
  expect((await platform.token(PIN)).status).toBe(0x35);
  expect(await platform.setPin('246')).toBe(0x37);
  expect(await platform.setPin('\u{1F511}'.repeat(4))).toBe(0);
  expect(await platform.setPin(PIN)).toBe(0x33);
  expect(await platform.changePin('wrong', PIN)).toBe(0x31);
  expect(await platform.changePin('\u{1F511}'.repeat(4), PIN)).toBe(0);
  expect(key.pinTriesLeft).toBe(8);

  const { status, token } = await platform.token(PIN, BOTH);
  expect(status).toBe(0);
  const created = await platform.create(platform.createAuth(token));
  expect(created.status).toBe(0);
  expect((required(created.body, 2, bytes)[32] ?? 0) & 0x04).toBe(0x04);
});

it('does not know a protocol that it does not list', async () => {
  const platform = new Platform(new VirtualKey({ pinProtocols: [1] }));
  const other: PinProtocolNumber = 2;
  expect(
    (
      await platform.call(
        0x06,
        new Map([
          [1, other],
          [2, 2],
        ]),
      )
    ).status,
  ).toBe(0x02);
  const none = new Platform(new VirtualKey({ pinProtocols: [] }));
  expect((await none.call(0x06, new Map([[2, 1]]))).status).toBe(0x01);
});

it('stops after three wrong PINs until it is plugged in again, and for good after eight', async () => {
  const key = new VirtualKey({ pin: PIN });
  const platform = new Platform(key);
  const wrong = async () => (await platform.token('1111', BOTH)).status;
  const retries = async () => (await platform.call(0x06, new Map([[2, 1]]))).body;

  expect([await wrong(), await wrong(), await wrong()]).toEqual([0x31, 0x31, 0x34]);
  expect((await platform.token(PIN, BOTH)).status).toBe(0x34);
  expect(await retries()).toEqual(
    new Map<number, Plain>([
      [3, 5],
      [4, true],
    ]),
  );

  key.powerCycle();
  expect([await wrong(), await wrong(), await wrong()]).toEqual([0x31, 0x31, 0x34]);
  key.powerCycle();
  expect([await wrong(), await wrong()]).toEqual([0x31, 0x32]);
  key.powerCycle();
  expect((await platform.token(PIN, BOTH)).status).toBe(0x32);
  expect(await platform.changePin(PIN, '9999')).toBe(0x32);
  expect(await retries()).toEqual(
    new Map<number, Plain>([
      [3, 0],
      [4, false],
    ]),
  );
});

it('gives all tries back after the right PIN', async () => {
  const key = new VirtualKey({ pin: PIN });
  const platform = new Platform(key);
  await platform.token('1111', BOTH);
  await platform.token('1111', BOTH);
  expect(key.pinTriesLeft).toBe(6);
  expect((await platform.token(PIN, BOTH)).status).toBe(0);
  expect(key.pinTriesLeft).toBe(8);
  expect((await platform.token('1111', BOTH)).status).toBe(0x31);
});

it('makes a new key agreement after a wrong PIN', async () => {
  const platform = new Platform(new VirtualKey({ pin: PIN }));
  const agreement = async () =>
    (
      await platform.call(
        0x06,
        new Map([
          [1, 2],
          [2, 2],
        ]),
      )
    ).body.get(1);
  const before = await agreement();
  expect(await agreement()).toEqual(before);
  await platform.token('1111', BOTH);
  expect(await agreement()).not.toEqual(before);
});

it('refuses a token for what it was not given for', async () => {
  const key = new VirtualKey({ pin: PIN });
  const platform = new Platform(key);
  await platform.create();
  const forGet = await platform.token(PIN, { permissions: 2, rpId: RP_ID });
  expect((await platform.create(platform.createAuth(forGet.token))).status).toBe(0x33);
  const elsewhere = await platform.token(PIN, { permissions: 1, rpId: 'other.example' });
  expect((await platform.create(platform.createAuth(elsewhere.token))).status).toBe(0x33);
  expect((await platform.token(PIN, { permissions: 3 })).status).toBe(0x14);
  expect((await platform.token(PIN, { permissions: 0, rpId: RP_ID })).status).toBe(0x02);
  expect((await platform.token(PIN, { permissions: 8 })).status).toBe(0x40);
  expect((await platform.token(PIN, { permissions: 0x40 })).status).toBe(0x40);
});

it('lets a token be used up to one touch: probes before it, nothing after it', async () => {
  const key = new VirtualKey({ pin: PIN });
  const platform = new Platform(key);
  await platform.create(new Map([[7, { rk: false }]]));
  const { token } = await platform.token(PIN, BOTH);
  const probe = new Map<number, Plain>([
    [3, [{ id: key.credentials[0]?.id ?? Buffer.alloc(0), type: 'public-key' }]],
    [5, { up: false }],
    ...platform.getAuth(token),
  ]);
  expect((await platform.get(probe)).status).toBe(0);
  expect((await platform.get(probe)).status).toBe(0);
  expect((await platform.create(platform.createAuth(token))).status).toBe(0);
  expect((await platform.get(probe)).status).toBe(0x33);
  expect((await platform.create(platform.createAuth(token))).status).toBe(0x33);
});

it('lets a token sign one touched assertion, and no second', async () => {
  const key = new VirtualKey({ pin: PIN });
  const platform = new Platform(key);
  await platform.create();
  const { token } = await platform.token(PIN, BOTH);
  const touched = new Map<number, Plain>([
    [3, [{ id: key.credentials[0]?.id ?? Buffer.alloc(0), type: 'public-key' }]],
    ...platform.getAuth(token),
  ]);
  expect((await platform.get(touched)).status).toBe(0);
  expect((await platform.get(touched)).status).toBe(0x33);
});

it('ties the token of CTAP 2.0 to the first RP ID that it is used for', async () => {
  const platform = new Platform(new VirtualKey({ pin: PIN, pinUvAuthToken: false }));
  expect((await platform.token(PIN, BOTH)).status).toBe(0x3e);
  const { token } = await platform.token(PIN);
  const silent = new Map<number, Plain>([[5, { up: false }], ...platform.getAuth(token)]);
  expect((await platform.get(silent)).status).toBe(0x2e);
  expect((await platform.get(new Map([...silent, [1, 'other.example']]))).status).toBe(0x33);
});

it('lets a token that nobody uses run out', async () => {
  let now = 0;
  const platform = new Platform(new VirtualKey({ pin: PIN, now: () => now }));
  const { token } = await platform.token(PIN, BOTH);
  now = 30_001;
  expect((await platform.create(platform.createAuth(token))).status).toBe(0x33);
});

it('asks for the PIN where a model demands it', async () => {
  const resident = new Map<number, Plain>([[7, { rk: true }]]);
  const common = new Platform(new VirtualKey({ pin: PIN }));
  expect((await common.create(resident)).status).toBe(0x36);
  expect((await common.create()).status).toBe(0);
  const older = new Platform(new VirtualKey({ pin: PIN, makeCredUvNotRqd: false }));
  expect((await older.create()).status).toBe(0x36);
  const always = new Platform(new VirtualKey({ pin: PIN, alwaysUv: true }));
  expect((await always.create()).status).toBe(0x36);
  expect((await always.get()).status).toBe(0x36);
});

it('answers an empty pinUvAuthParam with a touch and whether a PIN is set', async () => {
  const empty = new Map<number, Plain>([
    [8, new Uint8Array()],
    [9, 2],
  ]);
  expect((await new Platform(new VirtualKey()).create(empty)).status).toBe(0x35);
  expect((await new Platform(new VirtualKey({ pin: PIN })).create(empty)).status).toBe(0x31);
});

it('counts a right PIN as wrong while it must be changed', async () => {
  const platform = new Platform(new VirtualKey({ pin: PIN, forcePinChange: true }));
  expect((await platform.token(PIN, BOTH)).status).toBe(0x31);
  expect(await platform.changePin(PIN, PIN)).toBe(0x37);
  expect(await platform.changePin(PIN, '9753')).toBe(0);
  expect((await platform.token('9753', BOTH)).status).toBe(0);
});

it('verifies a finger, and blocks after too many strange ones', async () => {
  const key = new VirtualKey({ pin: PIN, builtInVerification: { enrolled: true } });
  const platform = new Platform(key);
  const uv = new Map<number, Plain>([[7, { uv: true }]]);
  const { body } = await platform.create(uv);
  expect((required(body, 2, bytes)[32] ?? 0) & 0x04).toBe(0x04);
  const { status, token } = await platform.uvToken(BOTH);
  expect(status).toBe(0);
  expect((await platform.create(platform.createAuth(token))).status).toBe(0);

  if (key.verification === undefined) throw new Error('no reader');
  key.verification.finger = 'unknown';
  const statuses = [];
  for (let count = 0; count < 6; count += 1) statuses.push((await platform.create(uv)).status);
  expect(statuses).toEqual([0x3f, 0x3f, 0x3f, 0x3f, 0x3c, 0x3c]);
  expect((await platform.token(PIN, BOTH)).status).toBe(0);
  expect(key.verification.triesLeft).toBe(5);
});
