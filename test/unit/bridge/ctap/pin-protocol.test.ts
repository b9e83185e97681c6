import { createECDH } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { encapsulate } from '../../../../bridge/ctap/key-agreement.ts';
import { asMap, required } from '../../../../bridge/ctap/members.ts';
import { pinProtocolOne } from '../../../../bridge/ctap/pin-protocol-one.ts';
import { pinProtocolTwo } from '../../../../bridge/ctap/pin-protocol-two.ts';
import { paddedPin, pinHash } from '../../../../bridge/ctap/pin-text.ts';
import { decode } from '../../../rig/decode.ts';
import agreement from '../../../vectors/key-agreement.json' with { type: 'json' };
import one from '../../../vectors/pin-protocol-1.json' with { type: 'json' };
import kdf from '../../../vectors/pin-protocol-2-kdf.json' with { type: 'json' };
import recorded from '../../../vectors/recorded-responses.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes } from './scripted-transport.ts';

const LIMITS = { min: 4, max: 63 };

function keyOf(privateKey: string) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(privateKey, 'hex'));
  return ecdh;
}

function coseKey(x: string, y: string, changes: readonly (readonly [number, CborValue])[] = []) {
  return new Map<number, CborValue>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, hexToBytes(x)],
    [-3, hexToBytes(y)],
    ...changes,
  ]);
}

const authenticatorKey = coseKey(one.authenticator_public_x, one.authenticator_public_y);

describe('protocol one', () => {
  const { platformKey, sharedSecret } = encapsulate(
    pinProtocolOne,
    authenticatorKey,
    keyOf(one.platform_private_key),
  );

  test('agrees on the secret', () => {
    expect(bytesToHex(sharedSecret)).toBe(one.shared_secret);
    expect(platformKey).toEqual(coseKey(one.platform_public_x, one.platform_public_y));
  });

  test('decrypts the token', () => {
    const token = pinProtocolOne.decrypt(sharedSecret, hexToBytes(one.pin_token_enc));
    expect(bytesToHex(token)).toBe(one.pin_token);
  });

  test('encrypts the hash of the PIN', () => {
    const hash = pinHash(one.pin, LIMITS);
    expect(bytesToHex(pinProtocolOne.encrypt(sharedSecret, hash))).toBe(one.pin_hash_enc);
  });

  test.each([
    ['one', one.shared_secret, one.setPIN_1234],
    ['another', one.second_set.shared_secret, one.second_set],
  ])('sets a PIN under %s secret', (_name, secret, { newPinEnc, pinUvAuthParam }) => {
    const key = hexToBytes(secret);
    const encrypted = pinProtocolOne.encrypt(key, paddedPin('1234', LIMITS));
    expect(bytesToHex(encrypted)).toBe(newPinEnc);
    expect(bytesToHex(pinProtocolOne.authenticate(key, encrypted))).toBe(pinUvAuthParam);
  });

  test('changes a PIN', () => {
    const { newPinEnc, pinHashEnc, pinUvAuthParam } = one.changePIN_1234_to_4321;
    const encrypted = pinProtocolOne.encrypt(sharedSecret, paddedPin('4321', LIMITS));
    expect(bytesToHex(encrypted)).toBe(newPinEnc);
    const message = Buffer.concat([encrypted, hexToBytes(pinHashEnc)]);
    expect(bytesToHex(pinProtocolOne.authenticate(sharedSecret, message))).toBe(pinUvAuthParam);
  });

  test.each([0, 15, 17])('%i bytes are no ciphertext', async (length) => {
    const decrypt = () => pinProtocolOne.decrypt(sharedSecret, new Uint8Array(length));
    expect(await codeOf(decrypt)).toBe('device-garbled');
  });

  test('tokens have 16 or 32 bytes', () => {
    const lengths = [0, 15, 16, 17, 31, 32, 48];
    expect(lengths.filter((length) => pinProtocolOne.isTokenLength(length))).toEqual([16, 32]);
  });
});

describe('protocol two', () => {
  const secret = pinProtocolTwo.deriveSharedSecret(hexToBytes(kdf.Z));

  test('derives both keys', () => {
    expect(bytesToHex(secret)).toBe(kdf.hmacKey_then_aesKey);
  });

  test('puts a fresh IV before what it encrypts', () => {
    const plaintext = new Uint8Array(64).fill(3);
    const [a, b] = [1, 2].map(() => pinProtocolTwo.encrypt(secret, plaintext));
    expect(a).toHaveLength(80);
    expect(a).not.toEqual(b);
    expect(new Uint8Array(pinProtocolTwo.decrypt(secret, a ?? plaintext))).toEqual(plaintext);
  });

  test('authenticates with the HMAC key alone, in full length', () => {
    const message = Uint8Array.of(1);
    const mac = pinProtocolTwo.authenticate(secret, message);
    expect(mac).toHaveLength(32);
    expect(pinProtocolTwo.authenticate(secret.subarray(0, 32), message)).toEqual(mac);
  });

  test.each([0, 16, 31, 33])('%i bytes are no ciphertext', async (length) => {
    const decrypt = () => pinProtocolTwo.decrypt(secret, new Uint8Array(length));
    expect(await codeOf(decrypt)).toBe('device-garbled');
  });

  test('tokens have 32 bytes', () => {
    const lengths = [0, 16, 31, 32, 33, 64];
    expect(lengths.filter((length) => pinProtocolTwo.isTokenLength(length))).toEqual([32]);
  });
});

describe('key agreement', () => {
  const protocols = { 1: pinProtocolOne, 2: pinProtocolTwo };
  const { x, y } = agreement.authenticator_key_agreement_public_key;

  test.each(agreement.protocols)('protocol $version', (vector) => {
    const protocol = vector.version === 1 ? protocols[1] : protocols[2];
    const ecdh = keyOf(agreement.platform_key_agreement_private_key);
    const { sharedSecret } = encapsulate(protocol, coseKey(x, y), ecdh);
    expect(bytesToHex(sharedSecret)).toBe(vector.shared_secret);
    const output = protocol.decrypt(sharedSecret, hexToBytes(vector.output_enc));
    expect(bytesToHex(output)).toBe(vector.output1);
  });

  test('is fresh each time', () => {
    const [a, b] = [1, 2].map(() => encapsulate(pinProtocolTwo, coseKey(x, y)));
    expect(a?.sharedSecret).toHaveLength(64);
    expect(a?.sharedSecret).not.toEqual(b?.sharedSecret);
    expect(a?.platformKey).not.toEqual(b?.platformKey);
  });

  test.each<[string, readonly (readonly [number, CborValue])[]]>([
    ['a point beside the curve', [[-3, new Uint8Array(32).fill(1)]]],
    [
      'the point at zero',
      [
        [-2, new Uint8Array(32)],
        [-3, new Uint8Array(32)],
      ],
    ],
    ['a coordinate of 33 bytes', [[-2, new Uint8Array(33)]]],
    ['a coordinate of 31 bytes', [[-3, new Uint8Array(31)]]],
    ['a coordinate as text', [[-2, 'x']]],
    ['another curve', [[-1, 2]]],
    ['another kind of key', [[1, 1]]],
  ])('%s is refused', async (_name, changes) => {
    const key = coseKey(x, y, changes);
    expect(await codeOf(() => encapsulate(pinProtocolTwo, key))).toBe('device-garbled');
  });

  test('the recorded key’s point is on the curve', () => {
    const body = hexToBytes(recorded.status_plus_cbor.WIREDATA_CTAP_CBOR_AUTHKEY).subarray(1);
    const answer = decode(body);
    if (!isCborMap(answer)) throw new Error('not a map');
    const key = required(answer, 0x01, asMap);
    expect(encapsulate(pinProtocolOne, key).sharedSecret).toHaveLength(32);
  });
});
