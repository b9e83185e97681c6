import { expect, test } from 'vitest';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import {
  type MakeCredentialRequest,
  makeCredential,
} from '../../../../bridge/ctap/make-credential.ts';
import { decode } from '../../../rig/decode.ts';
import responses from '../../../vectors/ctap2-responses.json' with { type: 'json' };
import recorded from '../../../vectors/recorded-responses.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes, noSignal, ScriptedChannel } from './scripted-transport.ts';

const hash = new Uint8Array(32).fill(0xcd);
const least: MakeCredentialRequest = {
  clientDataHash: hash,
  rp: { id: 'example.org' },
  user: { id: Uint8Array.of(1) },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
};
const options = { signal: noSignal };

function answering(body: Uint8Array): ScriptedChannel {
  return new ScriptedChannel(() => new Uint8Array([0, ...body]));
}

function sentBy(channel: ScriptedChannel): CborValue {
  const [message = new Uint8Array()] = channel.messages;
  expect(message[0]).toBe(0x01);
  return decode(message.subarray(1));
}

function mapOf(hex: string): CborMap {
  const value = decode(hexToBytes(hex));
  if (!isCborMap(value)) throw new Error('not a map');
  return value;
}

test('the least request has the four members that must be there', async () => {
  const channel = answering(hexToBytes(responses.MC_RESP));
  await makeCredential(channel, least, options);
  expect(sentBy(channel)).toEqual(
    new Map<number, CborValue>([
      [1, hash],
      [2, new Map([['id', 'example.org']])],
      [3, new Map([['id', Uint8Array.of(1)]])],
      [
        4,
        [
          new Map<string, CborValue>([
            ['alg', -7],
            ['type', 'public-key'],
          ]),
        ],
      ],
    ]),
  );
});

test('all members go where the specification has them', async () => {
  const channel = answering(hexToBytes(responses.MC_RESP));
  const id = new Uint8Array(64).fill(7);
  await makeCredential(
    channel,
    {
      ...least,
      rp: { id: 'example.org', name: 'Example' },
      user: { id: Uint8Array.of(1), name: 'a@example.org', displayName: 'A' },
      excludeList: [{ type: 'public-key', id }],
      extensions: new Map([['hmac-secret', true]]),
      options: { rk: true, uv: false },
      pinUvAuth: { param: new Uint8Array(32).fill(9), protocol: 2 },
      enterpriseAttestation: 1,
    },
    options,
  );
  const sent = sentBy(channel);
  if (!isCborMap(sent)) throw new Error('not a map');
  expect(Array.from(sent.keys())).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(sent.get(5)).toEqual([
    new Map<string, CborValue>([
      ['id', id],
      ['type', 'public-key'],
    ]),
  ]);
  expect(sent.get(6)).toEqual(new Map([['hmac-secret', true]]));
  expect(sent.get(7)).toEqual(
    new Map([
      ['rk', true],
      ['uv', false],
    ]),
  );
  expect(sent.get(8)).toEqual(new Uint8Array(32).fill(9));
  expect(sent.get(9)).toBe(2);
  expect(sent.get(10)).toBe(1);
});

test('empty lists and options are left out', async () => {
  const channel = answering(hexToBytes(responses.MC_RESP));
  await makeCredential(channel, { ...least, excludeList: [], options: {} }, options);
  const sent = sentBy(channel);
  expect(isCborMap(sent) && Array.from(sent.keys())).toEqual([1, 2, 3, 4]);
});

test.each([
  ['an answer of a key', responses.MC_RESP],
  ['an answer over HID', recorded.status_plus_cbor.WIREDATA_CTAP_CBOR_CRED.slice(2)],
])('%s is read', async (_name, hex) => {
  const made = await makeCredential(answering(hexToBytes(hex)), least, options);
  expect(made.fmt).toBe('packed');
  expect(made.epAtt).toBe(false);
  expect(made.attStmt.get('alg')).toBe(-7);
  expect(hex).toContain(bytesToHex(made.authData));
  expect(made.authenticatorData.attestedCredentialData.credentialId).toHaveLength(64);
});

test('a statement may be missing', async () => {
  const answer = new Map(mapOf(responses.MC_RESP));
  answer.set(1, 'none');
  answer.delete(3);
  const made = await makeCredential(answering(encode(answer)), least, options);
  expect(made).toMatchObject({ fmt: 'none', attStmt: new Map() });
});

test.each<[string, number, CborValue]>([
  ['a format as a number', 1, 1],
  ['authenticator data as text', 2, 'x'],
  ['authenticator data without a credential', 2, hexToBytes(responses.AUTH_DATA_GA)],
  ['a statement as bytes', 3, new Uint8Array()],
])('%s is garbled', async (_name, member, value) => {
  const answer = new Map(mapOf(responses.MC_RESP)).set(member, value);
  const channel = answering(encode(answer));
  expect(await codeOf(() => makeCredential(channel, least, options))).toBe('device-garbled');
});

test('what is not signed and makes no sense is left out', async () => {
  const answer = new Map(mapOf(responses.MC_RESP)).set(4, 1).set(5, 'x');
  const made = await makeCredential(answering(encode(answer)), least, options);
  expect(made).toMatchObject({ epAtt: false, largeBlobKey: undefined });
});

test.each([1, 2])('member %i must be there', async (member) => {
  const answer = new Map(mapOf(responses.MC_RESP));
  answer.delete(member);
  const channel = answering(encode(answer));
  expect(await codeOf(() => makeCredential(channel, least, options))).toBe('device-garbled');
});
