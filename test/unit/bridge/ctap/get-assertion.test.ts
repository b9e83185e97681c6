import { expect, test } from 'vitest';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { getAssertion } from '../../../../bridge/ctap/get-assertion.ts';
import { getNextAssertion } from '../../../../bridge/ctap/get-next-assertion.ts';
import { decode } from '../../../rig/decode.ts';
import responses from '../../../vectors/ctap2-responses.json' with { type: 'json' };
import recorded from '../../../vectors/recorded-responses.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes, noSignal, ScriptedChannel } from './scripted-transport.ts';

const hash = new Uint8Array(32).fill(0xcd);
const least = { rpId: 'example.org', clientDataHash: hash };
const options = { signal: noSignal };

function answering(body: Uint8Array): ScriptedChannel {
  return new ScriptedChannel(() => new Uint8Array([0, ...body]));
}

function answerWith(...changes: readonly (readonly [number, CborValue])[]): ScriptedChannel {
  const value = decode(hexToBytes(responses.GA_RESP));
  if (!isCborMap(value)) throw new Error('not a map');
  const members: CborMap = new Map([...value, ...changes]);
  return answering(encode(new Map([...members].filter(([, member]) => member !== undefined))));
}

function sentBy(channel: ScriptedChannel): CborMap {
  const [message = new Uint8Array()] = channel.messages;
  expect(message[0]).toBe(0x02);
  const value = decode(message.subarray(1));
  if (!isCborMap(value)) throw new Error('not a map');
  return value;
}

test('the least request', async () => {
  const channel = answerWith();
  await getAssertion(channel, { ...least, allowList: [], options: {} }, options);
  expect(sentBy(channel)).toEqual(
    new Map<number, CborValue>([
      [1, 'example.org'],
      [2, hash],
    ]),
  );
});

test('all members go where the specification has them', async () => {
  const channel = answerWith();
  const request = {
    ...least,
    allowList: [{ type: 'public-key', id: Uint8Array.of(5) }],
    extensions: new Map([['x', 1]]),
    options: { up: false },
    pinUvAuth: { param: new Uint8Array(16), protocol: 1 },
  };
  await getAssertion(channel, request, options);
  expect(sentBy(channel)).toEqual(
    new Map<number, CborValue>([
      [1, 'example.org'],
      [2, hash],
      [
        3,
        [
          new Map<string, CborValue>([
            ['id', Uint8Array.of(5)],
            ['type', 'public-key'],
          ]),
        ],
      ],
      [4, new Map([['x', 1]])],
      [5, new Map([['up', false]])],
      [6, new Uint8Array(16)],
      [7, 1],
    ]),
  );
});

test.each([
  ['an answer of a key', responses.GA_RESP],
  ['an answer over HID', recorded.status_plus_cbor.WIREDATA_CTAP_CBOR_ASSERT.slice(2)],
])('%s is read', async (_name, hex) => {
  const assertion = await getAssertion(answering(hexToBytes(hex)), least, options);
  expect(assertion.credential?.type).toBe('public-key');
  expect(assertion.credential?.id).toHaveLength(64);
  expect(hex).toContain(bytesToHex(assertion.authData));
  expect(hex).toContain(bytesToHex(assertion.signature));
  expect(assertion).toMatchObject({
    user: undefined,
    numberOfCredentials: undefined,
    userSelected: false,
  });
});

test('a user and a count are read', async () => {
  const user = new Map<string, CborValue>([
    ['id', Uint8Array.of(1, 2)],
    ['name', 'a@example.org'],
    ['displayName', 'Ä'],
    ['icon', 'x'],
  ]);
  const assertion = await getAssertion(answerWith([4, user], [5, 3], [6, true]), least, options);
  expect(assertion).toMatchObject({ numberOfCredentials: 3, userSelected: true });
  expect(assertion.user).toEqual({
    id: Uint8Array.of(1, 2),
    name: 'a@example.org',
    displayName: 'Ä',
  });
});

test('the credential may be missing', async () => {
  const assertion = await getAssertion(answerWith([1, undefined]), least, options);
  expect(assertion.credential).toBeUndefined();
});

const descriptor = (id: CborValue, type: CborValue) =>
  new Map<string, CborValue>([
    ['id', id],
    ['type', type],
  ]);

test.each<[string, number, CborValue]>([
  ['authenticator data of 36 bytes', 2, new Uint8Array(36)],
  ['no authenticator data', 2, undefined],
  ['a signature of no bytes', 3, new Uint8Array()],
  ['no signature', 3, undefined],
])('%s is garbled', async (_name, member, value) => {
  const channel = answerWith([member, value]);
  expect(await codeOf(() => getAssertion(channel, least, options))).toBe('device-garbled');
});

test.each<
  [string, number, CborValue, 'credential' | 'user' | 'numberOfCredentials' | 'largeBlobKey']
>([
  ['a credential as bytes', 1, new Uint8Array(64), 'credential'],
  ['a credential ID of no bytes', 1, descriptor(new Uint8Array(), 'public-key'), 'credential'],
  [
    'a credential ID of 1024 bytes',
    1,
    descriptor(new Uint8Array(1024), 'public-key'),
    'credential',
  ],
  ['a credential that is null', 1, null, 'credential'],
  ['a user of no bytes', 4, new Map([['id', new Uint8Array()]]), 'user'],
  ['a user of 65 bytes', 4, new Map([['id', new Uint8Array(65)]]), 'user'],
  ['a user that is null', 4, null, 'user'],
  ['a user that is a list', 4, ['sam'], 'user'],
  ['a count of 0', 5, 0, 'numberOfCredentials'],
  ['a count below zero', 5, -1, 'numberOfCredentials'],
  ['a large-blob key of 31 bytes', 7, new Uint8Array(31), 'largeBlobKey'],
])('%s is left out', async (_name, member, value, name) => {
  const assertion = await getAssertion(answerWith([member, value]), least, options);
  expect(assertion[name]).toBeUndefined();
  expect(assertion.signature.length).toBeGreaterThan(0);
});

test('a credential without its type is of the only type there is', async () => {
  const id = new Uint8Array(64);
  const assertion = await getAssertion(answerWith([1, new Map([['id', id]])]), least, options);
  expect(assertion.credential).toEqual({ type: 'public-key', id });
});

test('names that are none are left out of a user', async () => {
  const user = new Map<string, CborValue>([
    ['id', Uint8Array.of(1)],
    ['name', null],
    ['displayName', 7],
  ]);
  const assertion = await getAssertion(answerWith([4, user]), least, options);
  expect(assertion.user).toEqual({ id: Uint8Array.of(1) });
});

test('the next assertion is asked for with one byte', async () => {
  const channel = answerWith();
  const assertion = await getNextAssertion(channel, options);
  expect(channel.messages.map(bytesToHex)).toEqual(['08']);
  expect(assertion.signature.length).toBeGreaterThan(0);
});

test('no more assertions is a refusal with its status', async () => {
  const channel = new ScriptedChannel(() => Uint8Array.of(0x30));
  await expect(getNextAssertion(channel, options)).rejects.toMatchObject({
    code: 'device-busy',
    facts: {
      command: 0x08,
      commandName: 'getNextAssertion',
      status: 0x30,
      statusName: 'NOT_ALLOWED',
    },
  });
});
