import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type AttestedCredentialData,
  parseAuthenticatorData,
} from '../../../../bridge/ctap/authenticator-data.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { coseAlgorithm, subjectPublicKeyInfo } from '../../../../bridge/ctap/cose-key.ts';
import { asBytes, required } from '../../../../bridge/ctap/members.ts';
import { decode } from '../../../rig/decode.ts';
import webauthn from '../../../vectors/webauthn-l3.json' with { type: 'json' };
import { codeOf, hexToBytes } from './scripted-transport.ts';

function credentialOf(attestationObject: string): AttestedCredentialData {
  const value = decode(hexToBytes(attestationObject));
  if (!isCborMap(value)) throw new Error('not a map');
  const { attestedCredentialData } = parseAuthenticatorData(required(value, 'authData', asBytes));
  if (attestedCredentialData === undefined) throw new Error('no credential');
  return attestedCredentialData;
}

function digestOf(alg: number): string | null {
  if (alg === -8 || alg === -53) return null;
  return alg === -35 ? 'sha384' : alg === -36 ? 'sha512' : 'sha256';
}

describe.each(webauthn.vectors)('$title', ({ registration, authentication }) => {
  test('its public key verifies its assertion', () => {
    const { publicKey } = credentialOf(registration.attestationObject);
    const der = subjectPublicKeyInfo(publicKey);
    if (der === undefined) throw new Error('not convertible');
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    const clientDataHash = createHash('sha256')
      .update(hexToBytes(authentication.clientDataJSON))
      .digest();
    const signed = Buffer.concat([hexToBytes(authentication.authenticatorData), clientDataHash]);
    const signature = hexToBytes(authentication.signature);
    const digest = digestOf(coseAlgorithm(publicKey));
    expect(verify(digest, signed, key, signature)).toBe(true);
    signed[0] = (signed[0] ?? 0) ^ 1;
    expect(verify(digest, signed, key, signature)).toBe(false);
  });
});

const [first] = webauthn.vectors;
if (first === undefined) throw new Error('no vectors');
const es256 = credentialOf(first.registration.attestationObject).publicKey;

function changed(...changes: readonly (readonly [number, CborValue])[]): CborMap {
  return new Map([...es256, ...changes]);
}

test.each<[string, CborMap]>([
  ['a point beside its curve', changed([-3, new Uint8Array(32).fill(1)])],
  ['a coordinate of 31 bytes', changed([-2, new Uint8Array(31)])],
  ['a coordinate as text', changed([-2, 'x'])],
  ['no coordinate', changed([-3, undefined])],
  ['no key type', changed([1, undefined])],
  ['no algorithm', changed([3, undefined])],
  ['a curve that is not the algorithm’s', changed([3, -35])],
  ['a point under RS256', changed([3, -257])],
  ['a point under EdDSA', changed([3, -8])],
  ['an RSA modulus of no bytes', changed([1, 3], [3, -257], [-1, new Uint8Array()])],
  ['an RSA modulus of 16384 bits', changed([1, 3], [3, -257], [-1, new Uint8Array(2048)])],
])('%s is garbled', async (_name, key) => {
  expect(await codeOf(() => subjectPublicKeyInfo(key))).toBe('device-garbled');
});

test.each<[string, CborMap]>([
  ['a kind of key', changed([1, 7])],
  ['a curve', changed([-1, 8], [3, -47])],
])('%s that is not known has no such form', (_name, key) => {
  expect(subjectPublicKeyInfo(key)).toBeUndefined();
});
