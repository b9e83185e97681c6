import { createECDH, type ECDH } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { asBytes, asInteger, garbledMember, required } from './members.ts';
import type { PinProtocol } from './pin-protocol.ts';

/** What platform and key have agreed on for one conversation about the PIN. */
export interface KeyAgreement {
  /** `keyAgreement` of the requests: the platform's public key, COSE. */
  readonly platformKey: CborMap;
  readonly sharedSecret: Uint8Array;
}

const COSE = { kty: 1, alg: 3, crv: -1, x: -2, y: -3 } as const;
const KTY_EC2 = 2;
const CRV_P256 = 1;
/** ECDH-ES + HKDF-256: not what is done, but what the specification says to send (§6.5.6). */
const ALG_ECDH_ES_HKDF_256 = -25;
const COORDINATE_LENGTH = 32;

/**
 * encapsulate (CTAP 2.1 §6.5.6 and §6.5.7): a fresh P-256 key of ours against the key's.
 *
 * @param authenticatorKey the key's public key, COSE
 * @param ecdh P-256, without keys unless a known vector is to be met
 * @throws WardkeyError `device-garbled` when it is no point of the curve
 */
export function encapsulate(
  protocol: PinProtocol,
  authenticatorKey: CborMap,
  ecdh: ECDH = freshKey(),
): KeyAgreement {
  const z = computeZ(ecdh, parsePoint(authenticatorKey));
  try {
    const publicKey = ecdh.getPublicKey();
    return {
      platformKey: new Map<number, CborValue>([
        [COSE.kty, KTY_EC2],
        [COSE.alg, ALG_ECDH_ES_HKDF_256],
        [COSE.crv, CRV_P256],
        [COSE.x, new Uint8Array(publicKey.subarray(1, 33))],
        [COSE.y, new Uint8Array(publicKey.subarray(33))],
      ]),
      sharedSecret: protocol.deriveSharedSecret(z),
    };
  } finally {
    z.fill(0);
  }
}

function freshKey(): ECDH {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return ecdh;
}

/** The point, uncompressed. Keys differ in `alg`, which says nothing here. */
function parsePoint(key: CborMap): Uint8Array {
  if (required(key, COSE.kty, asInteger) !== KTY_EC2) throw garbledMember(COSE.kty);
  if (required(key, COSE.crv, asInteger) !== CRV_P256) throw garbledMember(COSE.crv);
  const [x, y] = [required(key, COSE.x, asBytes), required(key, COSE.y, asBytes)];
  if (x.length !== COORDINATE_LENGTH) throw garbledMember(COSE.x);
  if (y.length !== COORDINATE_LENGTH) throw garbledMember(COSE.y);
  return Buffer.concat([Uint8Array.of(0x04), x, y]);
}

function computeZ(ecdh: ECDH, point: Uint8Array): Buffer {
  try {
    // Refuses a point that is not on the curve: such a one would give our private key away.
    return ecdh.computeSecret(point);
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'point-not-on-curve' } });
  }
}
