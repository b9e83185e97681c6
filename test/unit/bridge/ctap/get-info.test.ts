import { describe, expect, test } from 'vitest';
import type { AuthenticatorInfo } from '../../../../bridge/ctap/authenticator-info.ts';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { getInfo } from '../../../../bridge/ctap/get-info.ts';
import { keySummary } from '../../../../bridge/ctap/key-summary.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import vectors from '../../../vectors/get-info-samples.json' with { type: 'json' };
import { seededRandom } from './random-cbor.ts';
import { bytesToHex, codeOf, hexToBytes, noSignal, ScriptedChannel } from './scripted-transport.ts';

function infoOf(cbor: Uint8Array): Promise<AuthenticatorInfo> {
  const answer = new Uint8Array([0, ...cbor]);
  return getInfo(new ScriptedChannel(() => answer), { signal: noSignal });
}

function sample(name: string): Promise<AuthenticatorInfo> {
  const found = vectors.samples.find((entry) => entry.name.startsWith(name));
  if (found === undefined) throw new Error(`no sample ${name}`);
  return infoOf(hexToBytes(found.cbor));
}

function infoWith(members: readonly (readonly [number | string, CborValue])[]) {
  return infoOf(encode(new Map<number | string, CborValue>([[1, ['FIDO_2_0']], ...members])));
}

describe('real keys', () => {
  test.each(vectors.samples)('$name is read without a fault', async ({ cbor }) => {
    const info = await infoOf(hexToBytes(cbor));
    expect(info.faults).toEqual([]);
    expect(info.versions).toContain('FIDO_2_0');
    expect(info.options.get('rk')).toBe(true);
    expect(info.maxMsgSize).toBeGreaterThanOrEqual(1200);
  });

  test('asks with one byte', async () => {
    const channel = new ScriptedChannel(() => hexToBytes('00a101816161'));
    await getInfo(channel, { signal: noSignal });
    expect(channel.messages.map(bytesToHex)).toEqual(['04']);
  });

  test('a key of CTAP 2.0', async () => {
    const info = await sample('YubiKey 5 preview');
    expect(info).toMatchObject({
      versions: ['U2F_V2', 'FIDO_2_0'],
      extensions: ['uvm', 'hmac-secret'],
      maxMsgSize: 1200,
      pinUvAuthProtocols: [1],
      maxCredentialCountInList: undefined,
      algorithms: undefined,
      forcePINChange: false,
      minPINLength: 4,
      maxPINLength: 63,
    });
    expect(keySummary(info)).toEqual({
      versions: ['U2F_V2', 'FIDO_2_0'],
      aaguid: 'f8a011f38c0a4d15800617111f9edc7d',
      pinSet: false,
      userVerification: null,
      residentKeys: true,
      minPinLength: 4,
    });
  });

  test('an unknown member is kept apart', async () => {
    expect((await sample('same with unknown key')).unknown).toEqual(new Map([[0x63, 1234]]));
  });

  test('a key of CTAP 2.1 with a fingerprint', async () => {
    const info = await sample('YubiKey Bio');
    expect(info).toMatchObject({
      pinUvAuthProtocols: [2, 1],
      maxCredentialCountInList: 8,
      maxCredentialIdLength: 128,
      transports: ['usb'],
      algorithms: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -8 },
      ],
      firmwareVersion: 0x50506,
      uvModality: 2,
      remainingDiscoverableCredentials: 24,
    });
    expect(keySummary(info)).toMatchObject({ pinSet: true, userVerification: true });
  });

  test('a key of CTAP 2.3', async () => {
    const info = await sample('YubiKey dev CTAP 2.3');
    expect(info).toMatchObject({
      attestationFormats: ['packed'],
      longTouchForReset: true,
      transportsForReset: ['usb', 'smart-card'],
      pinComplexityPolicy: true,
      maxPINLength: 63,
      authenticatorConfigCommands: [1, 2, 3],
      unknown: new Map(),
    });
    expect(Buffer.from(info.pinComplexityPolicyURL ?? []).toString()).toBe('https://example.com');
    expect(info.encIdentifier).toHaveLength(32);
    expect(info.encCredStoreState).toHaveLength(32);
  });
});

describe('odd keys', () => {
  test('the least answer there is', async () => {
    expect(await infoWith([])).toMatchObject({
      aaguid: new Uint8Array(16),
      extensions: [],
      options: new Map(),
      maxMsgSize: 1024,
      pinUvAuthProtocols: undefined,
      faults: [],
    });
  });

  test.each([
    [1023, 1023],
    [600, 600],
    [256, 256],
    [255, 1024],
    [1, 1024],
  ])('a message size of %i is a fault, and taken for %i', async (told, taken) => {
    const info = await infoWith([[5, told]]);
    expect(info).toMatchObject({ maxMsgSize: taken, faults: ['member-0x05'] });
  });

  test.each<[string, number, CborValue, string]>([
    ['an aaguid of 15 bytes', 3, new Uint8Array(15), 'member-0x03'],
    ['options as a list', 4, ['rk'], 'member-0x04'],
    ['an option that is a number', 4, new Map([['rk', 1]]), 'option-rk'],
    ['a message size of 0', 5, 0, 'member-0x05'],
    ['a message size as text', 5, '1200', 'member-0x05'],
    ['protocols below zero', 6, [-1], 'member-0x06'],
    ['lists of no credential', 7, 0, 'member-0x07'],
    ['algorithms as numbers', 10, [-7], 'member-0x0a'],
    ['PINs of 3', 13, 3, 'member-0x0d'],
    ['PINs of 64 at least', 13, 64, 'member-0x0d'],
    ['extensions that are null', 2, null, 'member-0x02'],
  ])('%s: the member alone is left out', async (_name, member, value, fault) => {
    const info = await infoWith([[member, value]]);
    const { faults, ...rest } = info;
    const { faults: none, ...least } = await infoWith([]);
    expect(faults).toEqual([fault]);
    expect(none).toEqual([]);
    expect(rest).toEqual(least);
  });

  test('one odd entry does not lose the list', async () => {
    const es256 = new Map<string, CborValue>([
      ['alg', -7],
      ['type', 'public-key'],
    ]);
    const info = await infoWith([
      [1, ['FIDO_2_0', 5, 'FIDO_2_1']],
      [2, ['credProtect', null]],
      [6, [2, 'x', 1]],
      [10, [7, es256]],
    ]);
    expect(info).toMatchObject({
      versions: ['FIDO_2_0', 'FIDO_2_1'],
      extensions: ['credProtect'],
      pinUvAuthProtocols: [2, 1],
      algorithms: [{ type: 'public-key', alg: -7 }],
      faults: ['entry-0x01', 'entry-0x02', 'entry-0x06', 'entry-0x0a'],
    });
  });

  test('zeros after the answer are borne with and told', async () => {
    const info = await infoOf(hexToBytes('a10181684649444f5f325f30000000'));
    expect(info).toMatchObject({ versions: ['FIDO_2_0'], faults: ['cbor-trailing-zeros'] });
  });

  test('wide integers and unknown names are kept', async () => {
    const commands = [2 ** 51, (1n << 63n) + 1n];
    const info = await infoWith([
      [0x15, commands],
      [-1, 5],
      ['x', 'y'],
    ]);
    expect(info.vendorPrototypeConfigCommands).toEqual(commands);
    expect(info.unknown).toEqual(
      new Map<number | string, CborValue>([
        [-1, 5],
        ['x', 'y'],
      ]),
    );
  });

  test('keys out of order, undefined and long integers are borne with and told', async () => {
    // {2: undefined, 1: ["FIDO_2_0"], 5: 1200 in four bytes}
    const cbor = hexToBytes('a302f70181684649444f5f325f30051a000004b0');
    const info = await infoOf(cbor);
    expect(info).toMatchObject({ versions: ['FIDO_2_0'], maxMsgSize: 1200, extensions: [] });
    expect(info.faults.toSorted()).toEqual([
      'cbor-key-order',
      'cbor-long-integer',
      'cbor-undefined',
    ]);
  });

  test.each([
    ['no versions', 'a0'],
    ['an empty list of versions', 'a10180'],
    ['versions that are numbers', 'a1018101'],
  ])('%s is no key', async (_name, hex) => {
    expect(await codeOf(() => infoOf(hexToBytes(hex)))).toBe('device-garbled');
  });
});

test('damaged answers are read or refused, and nothing else', async () => {
  const random = seededRandom(3);
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 8000; round++) {
    const { cbor } = vectors.samples[round % vectors.samples.length] ?? { cbor: '' };
    const bytes = hexToBytes(cbor);
    for (let i = 0; i <= round % 4; i++) {
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    }
    const cut = random() < 0.1 ? Math.floor(random() * bytes.length) : bytes.length;
    try {
      const info = await infoOf(bytes.subarray(0, cut));
      expect(info.maxMsgSize).toBeGreaterThanOrEqual(256);
      expect(info.aaguid).toHaveLength(16);
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof WardkeyError)) throw error;
      expect(error.code).toBe('device-garbled');
      outcomes.refused++;
    }
  }
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(500);
});
