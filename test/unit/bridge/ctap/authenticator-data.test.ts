import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseAuthenticatorData } from '../../../../bridge/ctap/authenticator-data.ts';
import { isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { asBytes, required } from '../../../../bridge/ctap/members.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { decode } from '../../../rig/decode.ts';
import responses from '../../../vectors/ctap2-responses.json' with { type: 'json' };
import webauthn from '../../../vectors/webauthn-l3.json' with { type: 'json' };
import { seededRandom } from './random-cbor.ts';
import { bytesToHex, codeOf, hexToBytes } from './scripted-transport.ts';

const HEADER = '00'.repeat(32);

function authDataOf(attestationObject: string): Uint8Array {
  const value = decode(hexToBytes(attestationObject));
  if (!isCborMap(value)) throw new Error('not a map');
  return required(value, 'authData', asBytes);
}

describe('recorded', () => {
  test('a registration', () => {
    const data = parseAuthenticatorData(hexToBytes(responses.AUTH_DATA_MC));
    expect(data).toMatchObject({
      userPresent: true,
      userVerified: false,
      backupEligible: false,
      backupState: false,
      signCount: 28,
      extensions: undefined,
    });
    expect(bytesToHex(data.rpIdHash)).toBe(responses.AUTH_DATA_MC.slice(0, 64));
    const attested = data.attestedCredentialData;
    expect(bytesToHex(attested?.aaguid ?? new Uint8Array())).toBe(
      'f8a011f38c0a4d15800617111f9edc7d',
    );
    expect(bytesToHex(attested?.credentialId ?? new Uint8Array())).toBe(
      responses.ATT_CRED_DATA.slice(36, 36 + 128),
    );
    expect(attested?.publicKey.get(3)).toBe(-7);
  });

  test('an assertion', () => {
    const data = parseAuthenticatorData(hexToBytes(responses.AUTH_DATA_GA));
    expect(data).toMatchObject({
      userPresent: true,
      signCount: 29,
      attestedCredentialData: undefined,
      extensions: undefined,
    });
  });

  test.each(webauthn.vectors)('$title', ({ registration }) => {
    const data = parseAuthenticatorData(authDataOf(registration.attestationObject));
    const rpIdHash = createHash('sha256').update(webauthn.rpId).digest('hex');
    expect(bytesToHex(data.rpIdHash)).toBe(rpIdHash);
    expect(data.userPresent).toBe(true);
    expect(data.attestedCredentialData?.publicKey.get(3)).toBeLessThan(0);
  });
});

test('each flag is its own', () => {
  const flags = (byte: string) => {
    const data = parseAuthenticatorData(hexToBytes(`${HEADER}${byte}00000000`));
    const { userPresent, userVerified, backupEligible, backupState } = data;
    return { userPresent, userVerified, backupEligible, backupState };
  };
  const none = {
    userPresent: false,
    userVerified: false,
    backupEligible: false,
    backupState: false,
  };
  expect(flags('00')).toEqual(none);
  expect(flags('01')).toEqual({ ...none, userPresent: true });
  expect(flags('04')).toEqual({ ...none, userVerified: true });
  expect(flags('08')).toEqual({ ...none, backupEligible: true });
  expect(flags('10')).toEqual({ ...none, backupState: true });
});

test('extensions follow, with or without a credential before them', () => {
  const plain = parseAuthenticatorData(hexToBytes(`${HEADER}81ffffffffa1616101`));
  expect(plain).toMatchObject({ signCount: 0xffffffff, extensions: new Map([['a', 1]]) });
  const credential = `${'00'.repeat(16)}0001aaa10102`;
  const both = parseAuthenticatorData(hexToBytes(`${HEADER}c100000000${credential}a1616101`));
  expect(both.attestedCredentialData?.publicKey).toEqual(new Map([[1, 2]]));
  expect(both.extensions).toEqual(new Map([['a', 1]]));
});

test.each([
  ['36 bytes', `${HEADER}01000000`],
  ['a byte too many', `${HEADER}0100000000ff`],
  ['extensions that are not there', `${HEADER}8100000000`],
  ['extensions as a list', `${HEADER}810000000080`],
  ['extensions without their flag', `${HEADER}0100000000a0`],
  ['a credential that is not there', `${HEADER}4100000000`],
  ['a credential cut in its header', `${HEADER}4100000000${'00'.repeat(17)}`],
  ['a credential ID of no bytes', `${HEADER}4100000000${'00'.repeat(16)}0000a0`],
  [
    'a credential ID of 1024 bytes',
    `${HEADER}4100000000${'00'.repeat(16)}0400${'00'.repeat(1024)}a0`,
  ],
  ['a credential ID beyond the end', `${HEADER}4100000000${'00'.repeat(16)}0003aaaa`],
  ['no public key', `${HEADER}4100000000${'00'.repeat(16)}0001aa`],
  ['a public key as bytes', `${HEADER}4100000000${'00'.repeat(16)}0001aa4100`],
])('%s is garbled', async (_name, hex) => {
  expect(await codeOf(() => parseAuthenticatorData(hexToBytes(hex)))).toBe('device-garbled');
});

test('damaged data is read or refused, and nothing else', () => {
  const random = seededRandom(4);
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 8000; round++) {
    const bytes = hexToBytes(responses.AUTH_DATA_MC);
    bytes[32 + Math.floor(random() * (bytes.length - 32))] = Math.floor(random() * 256);
    if (random() < 0.1) bytes[32] = Math.floor(random() * 256);
    try {
      expect(parseAuthenticatorData(bytes).rpIdHash).toHaveLength(32);
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof WardkeyError)) throw error;
      expect(error.code).toBe('device-garbled');
      outcomes.refused++;
    }
  }
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(500);
});
