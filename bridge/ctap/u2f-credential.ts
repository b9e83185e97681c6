import type { AssertionResponse } from './assertion.ts';
import { parseAuthenticatorData } from './authenticator-data.ts';
import { encode } from './cbor.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { type MakeCredentialResponse, parseMakeCredential } from './make-credential.ts';
import type { U2fSignature } from './u2f.ts';
import type { U2fRegistration } from './u2f-registration-data.ts';

const FLAG = { UP: 0x01, AT: 0x40 } as const;

/**
 * A U2F registration as the answer to makeCredential (CTAP 2.1 §10.2).
 * @param rpIdHash 32 bytes: what was sent as the application parameter
 * @throws WardkeyError `device-garbled`
 */
export function u2fCredential(
  rpIdHash: Uint8Array,
  { publicKey, keyHandle, certificate, signature }: U2fRegistration,
): MakeCredentialResponse {
  const length = Uint8Array.of(keyHandle.length >> 8, keyHandle.length & 0xff);
  const attested = [new Uint8Array(16), length, keyHandle, encode(coseKey(publicKey))];
  const authData = Buffer.concat([header(rpIdHash, FLAG.UP | FLAG.AT, 0), ...attested]);
  return parseMakeCredential(
    new Map<number, CborValue>([
      [0x01, 'fido-u2f'],
      [0x02, new Uint8Array(authData)],
      [
        0x03,
        new Map<string, CborValue>([
          ['x5c', [certificate]],
          ['sig', signature],
        ]),
      ],
    ]),
  );
}

/**
 * A U2F signature as the answer to getAssertion (CTAP 2.1 §10.3).
 * @param rpIdHash 32 bytes: what was sent as the application parameter
 */
export function u2fAssertion(
  rpIdHash: Uint8Array,
  keyHandle: Uint8Array,
  { userPresent, counter, signature }: U2fSignature,
): AssertionResponse {
  const authData = header(rpIdHash, userPresent ? FLAG.UP : 0, counter);
  return {
    credential: { type: 'public-key', id: keyHandle },
    authData,
    authenticatorData: parseAuthenticatorData(authData),
    signature,
    user: undefined,
    numberOfCredentials: undefined,
    userSelected: false,
    largeBlobKey: undefined,
  };
}

/** The head of authenticator data (WebAuthn Level 3 §6.1): 37 bytes. */
function header(rpIdHash: Uint8Array, flags: number, counter: number): Uint8Array {
  const bytes = new Uint8Array(37);
  bytes.set(rpIdHash);
  bytes[32] = flags;
  new DataView(bytes.buffer).setUint32(33, counter);
  return bytes;
}

/** The public key as ES256 in COSE. */
function coseKey(point: Uint8Array): CborMap {
  return new Map<number, CborValue>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, point.slice(1, 33)],
    [-3, point.slice(33)],
  ]);
}
