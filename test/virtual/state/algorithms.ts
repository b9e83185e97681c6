import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CborMap } from '../cbor/value.ts';

/** COSE algorithms that the key can make: ES256 and EdDSA. */
export type Algorithm = -7 | -8;

export interface CredentialKey {
  readonly privateKey: KeyObject;
  /** COSE_Key of the public half. */
  readonly publicKey: CborMap;
}

export function createCredentialKey(algorithm: Algorithm): CredentialKey {
  return algorithm === -7 ? createEs256() : createEd25519();
}

export function signWith(algorithm: Algorithm, key: KeyObject, message: Uint8Array): Uint8Array {
  return sign(algorithm === -7 ? 'sha256' : null, message, key);
}

function createEs256(): CredentialKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(jwk.x ?? '', 'base64url')],
    [-3, Buffer.from(jwk.y ?? '', 'base64url')],
  ]);
  return { privateKey, publicKey: cose };
}

function createEd25519(): CredentialKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const cose = new Map<number, number | Uint8Array>([
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, Buffer.from(jwk.x ?? '', 'base64url')],
  ]);
  return { privateKey, publicKey: cose };
}
