import { expect, test } from 'vitest';
import { BioEnrollment } from '../../../../bridge/ctap/bio-enrollment.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { CredentialManagement } from '../../../../bridge/ctap/credential-management.ts';
import { parseInfo } from '../../../../bridge/ctap/get-info.ts';
import { LargeBlobs } from '../../../../bridge/ctap/large-blobs.ts';
import type { ManagedKey } from '../../../../bridge/ctap/management.ts';
import recorded from '../../../vectors/recorded-responses.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes, noSignal, ScriptedChannel } from './scripted-transport.ts';

const { status_plus_cbor: answers } = recorded;

/** A key that gives one recorded answer to everything, until it says NOT_ALLOWED. */
function keyThatSays(...hex: string[]) {
  const channel = new ScriptedChannel(() => hexToBytes(hex.shift() ?? '30'));
  const options = new Map([
    ['credMgmt', true],
    ['bioEnroll', true],
    ['largeBlobs', true],
  ]);
  const info = parseInfo(
    new Map<number, CborValue>([
      [0x01, ['FIDO_2_1']],
      [0x04, options],
    ]),
    [],
  );
  const managed: ManagedKey = {
    channel,
    info,
    token: undefined,
    options: () => ({ signal: noSignal }),
  };
  return { channel, managed };
}

test('what real keys say of their credentials', async () => {
  const meta = new CredentialManagement(
    keyThatSays(answers.WIREDATA_CTAP_CBOR_CREDMAN_META).managed,
  );
  expect(await meta.getMetadata()).toEqual({ existing: 0, remaining: 25 });

  // The key told of three RPs and then of no more.
  const rps = keyThatSays(answers.WIREDATA_CTAP_CBOR_CREDMAN_RPLIST);
  const found = await new CredentialManagement(rps.managed).enumerateRps();
  expect(found.map(({ id }) => id)).toEqual(['yubico.com']);
  expect(rps.channel.messages.map(bytesToHex)).toEqual(['0aa10102', '0aa10103']);

  const keys = keyThatSays(answers.WIREDATA_CTAP_CBOR_CREDMAN_RKLIST);
  const [credential] = await new CredentialManagement(keys.managed).enumerateCredentials(
    new Uint8Array(32),
  );
  expect(credential).toMatchObject({
    user: { name: 'bob banana', displayName: 'bbanana' },
    protection: 1,
  });
});

test('what real keys say of their fingers', async () => {
  const info = new BioEnrollment(keyThatSays(answers.WIREDATA_CTAP_CBOR_BIO_INFO).managed);
  expect(await info.getSensorInfo()).toEqual({
    kind: 'touch',
    maxSamples: 4,
    maxNameLength: undefined,
  });
  const list = new BioEnrollment(keyThatSays(answers.WIREDATA_CTAP_CBOR_BIO_ENUM).managed);
  expect((await list.enumerate()).map(({ name }) => name)).toEqual([
    'finger1',
    'finger2',
    'finger3',
  ]);
});

test('what a real key says of its large blobs, for a credential that has none', async () => {
  const array = answers.WIREDATA_CTAP_CBOR_LARGEBLOB_GET_ARRAY;
  const { channel, managed } = keyThatSays(array);
  const blobs = new LargeBlobs(channel, managed.info, managed.options);
  expect(await blobs.get(new Uint8Array(32))).toBeUndefined();
  expect(bytesToHex(channel.messages[0] ?? new Uint8Array())).toBe('0ca2011903c00300');
});

test('a key whose large blobs never end is stopped', async () => {
  const channel = new ScriptedChannel(() =>
    Buffer.concat([hexToBytes('00a1015903c0'), Buffer.alloc(960)]),
  );
  const { managed } = keyThatSays();
  const blobs = new LargeBlobs(channel, managed.info, managed.options);
  expect(await codeOf(() => blobs.get(new Uint8Array(32)))).toBe('device-garbled');
  expect(channel.messages.length).toBeLessThan(200);
});

test('a key that claims endless credentials is stopped', async () => {
  const begun = answers.WIREDATA_CTAP_CBOR_CREDMAN_RPLIST.replace(/03$/, '1affffffff');
  const channel = new ScriptedChannel(() => hexToBytes(begun));
  const { managed } = keyThatSays();
  const management = new CredentialManagement({ ...managed, channel });
  expect(await management.enumerateRps()).toHaveLength(1000);
});
