import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CborMap } from '../cbor/value.ts';

/** COSE algorithms that the key can make: ES256, EdDSA, and those that name their curve (RFC 9864). */
export type Algorithm = -7 | -8 | -9 | -19 | -51 | -52 | -53;

export interface CredentialKey {
  readonly privateKey: KeyObject;
  /** COSE_Key of the public half. */
  readonly publicKey: CborMap;
}

interface PointKind {
  readonly namedCurve: 'P-256' | 'P-384' | 'P-521';
  /** As COSE numbers it. */
  readonly curve: number;
  readonly hash: string;
}

const P256: PointKind = { namedCurve: 'P-256', curve: 1, hash: 'sha256' };

const POINTS: ReadonlyMap<Algorithm, PointKind> = new Map([
  [-7, P256],
  [-9, P256],
  [-51, { namedCurve: 'P-384', curve: 2, hash: 'sha384' }],
  [-52, { namedCurve: 'P-521', curve: 3, hash: 'sha512' }],
]);

const ED448: Algorithm = -53;

export function createCredentialKey(algorithm: Algorithm): CredentialKey {
  const point = POINTS.get(algorithm);
  return point === undefined ? createEdwards(algorithm) : createPoint(algorithm, point);
}

export function signWith(algorithm: Algorithm, key: KeyObject, message: Uint8Array): Uint8Array {
  return sign(POINTS.get(algorithm)?.hash ?? null, message, key);
}

function createPoint(algorithm: Algorithm, { namedCurve, curve }: PointKind): CredentialKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const jwk = publicKey.export({ format: 'jwk' });
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, algorithm],
    [-1, curve],
    [-2, Buffer.from(jwk.x ?? '', 'base64url')],
    [-3, Buffer.from(jwk.y ?? '', 'base64url')],
  ]);
  return { privateKey, publicKey: cose };
}

function createEdwards(algorithm: Algorithm): CredentialKey {
  const isLong = algorithm === ED448;
  const { privateKey, publicKey } = isLong
    ? generateKeyPairSync('ed448')
    : generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const cose = new Map<number, number | Uint8Array>([
    [1, 1],
    [3, algorithm],
    [-1, isLong ? 7 : 6],
    [-2, Buffer.from(jwk.x ?? '', 'base64url')],
  ]);
  return { privateKey, publicKey: cose };
}
