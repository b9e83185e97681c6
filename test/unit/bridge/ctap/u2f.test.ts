import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { subjectPublicKeyInfo } from '../../../../bridge/ctap/cose-key.ts';
import {
  u2fAuthenticate,
  u2fIsKnown,
  u2fRegister,
  u2fVersion,
} from '../../../../bridge/ctap/u2f.ts';
import { u2fAssertion, u2fCredential } from '../../../../bridge/ctap/u2f-credential.ts';
import { parseRegistration } from '../../../../bridge/ctap/u2f-registration-data.ts';
import type { U2fRequest } from '../../../../bridge/transport/transport.ts';
import vectors from '../../../vectors/u2f.json' with { type: 'json' };
import attested from '../../../vectors/u2f-attestation.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes, noSignal } from './scripted-transport.ts';

/** A channel that gives one answer after the other, in hex. */
function channelWith(...answers: string[]) {
  const requests: U2fRequest[] = [];
  return {
    requests,
    channel: {
      u2f: async (request: U2fRequest) => {
        requests.push(request);
        return hexToBytes(answers.shift() ?? '6f00');
      },
    },
  };
}

const options = { signal: noSignal };
const { register, authenticate } = vectors;
const registering = {
  challenge: hexToBytes(register.client_param),
  application: hexToBytes(register.app_param),
};
const signing = {
  challenge: hexToBytes(authenticate.client_param),
  application: hexToBytes(authenticate.app_param),
};

test('registers with the bytes of the specification', async () => {
  const { channel, requests } = channelWith('6985', `${register.response}9000`);
  const touches: string[] = [];
  const onKeepalive = (status: string) => touches.push(status);
  const made = await u2fRegister(channel, registering, { ...options, onKeepalive });
  expect(requests).toHaveLength(2);
  expect(bytesToHex(requests[0]?.data ?? new Uint8Array())).toBe(
    register.client_param + register.app_param,
  );
  expect(requests[0]).toMatchObject({ ins: 0x01, p1: 0x03 });
  expect(touches).toEqual(['touch-needed']);
  const { publicKey, keyHandle, certificate, signature } = made;
  expect(keyHandle).toHaveLength(64);
  const { application, challenge } = registering;
  const signed = Buffer.concat([Uint8Array.of(0), application, challenge, keyHandle, publicKey]);
  expect(verify('sha256', signed, new X509Certificate(certificate).publicKey, signature)).toBe(
    true,
  );
});

test('signs with the bytes of the specification', async () => {
  const { channel, requests } = channelWith(`${authenticate.response}9000`);
  const handle = hexToBytes(authenticate.key_handle);
  const signed = await u2fAuthenticate(channel, signing, handle, options);
  expect(bytesToHex(requests[0]?.data ?? new Uint8Array())).toBe(
    `${authenticate.client_param}${authenticate.app_param}40${authenticate.key_handle}`,
  );
  expect(signed).toMatchObject({ userPresent: true, counter: 1 });
  if (signed === undefined) throw new Error('not signed');
  const { authData, signature } = u2fAssertion(signing.application, handle, signed);
  const point = hexToBytes(authenticate.public_key);
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, point.slice(1, 33)],
    [-3, point.slice(33)],
  ]);
  const spki = Buffer.from(subjectPublicKeyInfo(key) ?? []);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const message = Buffer.concat([authData, signing.challenge]);
  expect(verify('sha256', message, publicKey, signature)).toBe(true);
});

test('a registration becomes a credential whose attestation verifies', () => {
  const application = hexToBytes(attested.app_param);
  const registration = parseRegistration(hexToBytes(attested.registration_data));
  const made = u2fCredential(application, registration);
  expect(made.fmt).toBe('fido-u2f');
  expect(made.authData[32]).toBe(0x41);
  const data = made.authenticatorData;
  expect(data).toMatchObject({ userPresent: true, userVerified: false, signCount: 0 });
  expect(bytesToHex(data.attestedCredentialData.aaguid)).toBe('00'.repeat(16));
  expect(data.attestedCredentialData.credentialId).toEqual(registration.keyHandle);
  const signature = made.attStmt.get('sig');
  const chain = made.attStmt.get('x5c');
  if (!(signature instanceof Uint8Array) || !Array.isArray(chain)) throw new Error('statement');
  const certificate = new X509Certificate(chain[0]);
  const signed = Buffer.concat([
    Uint8Array.of(0),
    application,
    hexToBytes(attested.client_data_hash),
    registration.keyHandle,
    registration.publicKey,
  ]);
  expect(verify('sha256', signed, certificate.publicKey, signature)).toBe(true);
});

describe('check-only', () => {
  test.each([
    ['6985', true],
    ['9000', true],
    ['6a80', false],
    // Old keys answer the length of the key handle.
    ['0040', false],
    ['6700', false],
  ])('%s means %s', async (answer, known) => {
    const { channel, requests } = channelWith(answer);
    expect(await u2fIsKnown(channel, signing, Uint8Array.of(1), options)).toBe(known);
    expect(requests[0]).toMatchObject({ ins: 0x02, p1: 0x07 });
  });
});

test.each(['6a80', '0040', '6700', '6d00'])(
  'a key handle that is refused at once with %s is not the key’s own',
  async (answer) => {
    const { channel } = channelWith(answer);
    expect(await u2fAuthenticate(channel, signing, Uint8Array.of(1), options)).toBeUndefined();
  },
);

test('nor is one of which a key says so only after a touch', async () => {
  const { channel } = channelWith('6985', '6a80');
  expect(await u2fAuthenticate(channel, signing, Uint8Array.of(1), options)).toBeUndefined();
});

describe('refusals', () => {
  test.each([
    ['6700', 'key-misunderstood'],
    ['6d00', 'key-lacks-command'],
    ['6e00', 'key-lacks-command'],
    ['6f00', 'key-refused'],
    ['9000', 'device-garbled'],
    ['01000000019000', 'device-garbled'],
    ['90', 'device-garbled'],
    ['', 'device-garbled'],
  ])('%s behind a touch is %s', async (answer, code) => {
    const { channel } = channelWith('6985', answer);
    const asked = () => u2fAuthenticate(channel, signing, Uint8Array.of(1), options);
    expect(await codeOf(asked)).toBe(code);
  });

  test('a way that carries no U2F', async () => {
    expect(await codeOf(() => u2fVersion({}, options))).toBe('key-lacks-command');
  });

  test('the version of a key', async () => {
    expect(await u2fVersion(channelWith('5532465f56329000').channel, options)).toBe('U2F_V2');
    expect(await codeOf(() => u2fVersion(channelWith('6d00').channel, options))).toBe(
      'key-lacks-command',
    );
  });
});

describe('a registration', () => {
  const bytes = hexToBytes(register.response);

  test('is refused wherever it is cut short', async () => {
    const ends = Array.from({ length: 400 }, (_, index) => index);
    for (const end of ends.filter((at) => at < bytes.length - 72)) {
      expect(await codeOf(() => parseRegistration(bytes.slice(0, end)))).toBe('device-garbled');
    }
  });

  test.each([1, 40])('bears with %i bytes behind its signature', (more) => {
    const filled = Uint8Array.of(...bytes, ...new Uint8Array(more));
    expect(parseRegistration(filled)).toEqual(parseRegistration(bytes));
  });

  test.each([
    [0, 0x04],
    [1, 0x02],
    [66, 0x00],
    [67 + 64, 0x31],
    [67 + 64 + 1, 0x83],
    [67 + 64 + 1, 0x80],
  ])('is refused with byte %i as %i', async (at, value) => {
    const broken = new Uint8Array(bytes);
    broken[at] = value;
    expect(await codeOf(() => parseRegistration(broken))).toBe('device-garbled');
  });
});
