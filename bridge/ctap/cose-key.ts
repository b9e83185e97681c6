import { createPublicKey, type JsonWebKeyInput } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CborMap } from './cbor-value.ts';
import { asBytes, asInteger, garbledMember, required } from './members.ts';

/** COSE key parameters (RFC 9053 §7, RFC 8230 §4). Labels below zero depend on the key type. */
const LABEL = { kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2 } as const;

const KTY = { OKP: 1, EC2: 2, RSA: 3 } as const;

interface Curve {
  readonly name: string;
  /** Bytes of a coordinate. */
  readonly length: number;
}

const EC2_CURVES: ReadonlyMap<number, Curve> = new Map([
  [1, { name: 'P-256', length: 32 }],
  [2, { name: 'P-384', length: 48 }],
  [3, { name: 'P-521', length: 66 }],
]);

const OKP_CURVES: ReadonlyMap<number, Curve> = new Map([
  [6, { name: 'Ed25519', length: 32 }],
  [7, { name: 'Ed448', length: 57 }],
]);

interface KeyKind {
  /** As in a JWK (RFC 7518 §6.1). */
  readonly kty: string;
  readonly crv?: string;
}

const RSA: KeyKind = { kty: 'RSA' };

/** The one kind of key of an algorithm, with the one curve that WebAuthn Level 3 §5.8.5 allows. */
const KIND_OF_ALGORITHM: ReadonlyMap<number, KeyKind> = new Map([
  [-7, { kty: 'EC', crv: 'P-256' }],
  [-35, { kty: 'EC', crv: 'P-384' }],
  [-36, { kty: 'EC', crv: 'P-521' }],
  [-8, { kty: 'OKP', crv: 'Ed25519' }],
  // Those that name their curve (RFC 9864 §2): ESP256 to ESP512, Ed25519, Ed448.
  [-9, { kty: 'EC', crv: 'P-256' }],
  [-51, { kty: 'EC', crv: 'P-384' }],
  [-52, { kty: 'EC', crv: 'P-521' }],
  [-19, { kty: 'OKP', crv: 'Ed25519' }],
  [-53, { kty: 'OKP', crv: 'Ed448' }],
  // RFC 8230 §2 and RFC 8812 §2: PS256 to PS512, RS256 to RS512, RS1.
  ...[-37, -38, -39, -257, -258, -259, -65535].map((alg) => [alg, RSA] as const),
]);

/** Far above any key in use; keeps a hostile one from costing time. */
const MAX_RSA_LENGTH = 1024;

/**
 * The algorithm of a credential's public key, such as -7 for ES256.
 * @throws WardkeyError `device-garbled`
 */
export function coseAlgorithm(key: CborMap): number {
  return required(key, LABEL.alg, asInteger);
}

/**
 * The public key as SubjectPublicKeyInfo, as a page gets it (WebAuthn Level 3 §5.2.1.1).
 * @param key COSE key
 * @returns DER, or `undefined` for kinds of keys that have no such form here
 * @throws WardkeyError `device-garbled` for a key that contradicts itself or is no point of its curve
 */
export function subjectPublicKeyInfo(key: CborMap): Uint8Array | undefined {
  const jwk = toJwk(key);
  if (jwk === undefined) return undefined;
  const kind = KIND_OF_ALGORITHM.get(coseAlgorithm(key));
  if (kind !== undefined && jwk.kty !== kind.kty) throw garbledMember(LABEL.kty);
  if (kind !== undefined && jwk.crv !== kind.crv) throw garbledMember(LABEL.crv);
  try {
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'public-key' } });
  }
}

function toJwk(key: CborMap): JsonWebKeyInput['key'] | undefined {
  switch (required(key, LABEL.kty, asInteger)) {
    case KTY.EC2: {
      const curve = EC2_CURVES.get(required(key, LABEL.crv, asInteger));
      if (curve === undefined) return undefined;
      const [x, y] = [coordinate(key, LABEL.x, curve), coordinate(key, LABEL.y, curve)];
      return { kty: 'EC', crv: curve.name, x, y };
    }
    case KTY.OKP: {
      const curve = OKP_CURVES.get(required(key, LABEL.crv, asInteger));
      if (curve === undefined) return undefined;
      return { kty: 'OKP', crv: curve.name, x: coordinate(key, LABEL.x, curve) };
    }
    case KTY.RSA:
      return { kty: 'RSA', n: rsaNumber(key, LABEL.n), e: rsaNumber(key, LABEL.e) };
    default:
      return undefined;
  }
}

function coordinate(key: CborMap, label: number, curve: Curve): string {
  const bytes = required(key, label, asBytes);
  if (bytes.length !== curve.length) throw garbledMember(label);
  return base64Url(bytes);
}

function rsaNumber(key: CborMap, label: number): string {
  const bytes = required(key, label, asBytes);
  if (bytes.length === 0 || bytes.length > MAX_RSA_LENGTH) throw garbledMember(label);
  return base64Url(bytes);
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
