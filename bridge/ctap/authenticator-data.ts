import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { decodeFirst } from './cbor.ts';
import { type CborMap, isCborMap } from './cbor-value.ts';

export interface AttestedCredentialData {
  /** 16 bytes. */
  readonly aaguid: Uint8Array;
  /** 1 to 1023 bytes. */
  readonly credentialId: Uint8Array;
  /** The public key, COSE. */
  readonly publicKey: CborMap;
}

/** Authenticator data (WebAuthn Level 3 §6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the RP ID, 32 bytes. */
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backupState: boolean;
  readonly signCount: number;
  readonly attestedCredentialData: AttestedCredentialData | undefined;
  readonly extensions: CborMap | undefined;
}

const FLAG = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 } as const;

/** rpIdHash (32), flags (1), signCount (4). */
const HEADER_LENGTH = 37;

/** WebAuthn Level 3 §7.1 lets no credential ID be longer. */
const MAX_CREDENTIAL_ID_LENGTH = 1023;

/**
 * Takes authenticator data apart. The public key has no length of its own: decoding tells where it
 * ends. Bytes that belong to nothing are refused.
 *
 * @param bytes at least 37
 * @throws WardkeyError `device-garbled`
 */
export function parseAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  if (bytes.length < HEADER_LENGTH) throw garbled('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(32);

  let rest = bytes.subarray(HEADER_LENGTH);
  let attestedCredentialData: AttestedCredentialData | undefined;
  if ((flags & FLAG.AT) !== 0) {
    const { data, length } = parseAttestedCredentialData(rest);
    attestedCredentialData = data;
    rest = rest.subarray(length);
  }
  let extensions: CborMap | undefined;
  if ((flags & FLAG.ED) !== 0) {
    const { map, length } = parseMap(rest, 'extensions');
    extensions = map;
    rest = rest.subarray(length);
  }
  if (rest.length > 0) throw garbled('trailing-bytes');

  return {
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flags & FLAG.UP) !== 0,
    userVerified: (flags & FLAG.UV) !== 0,
    backupEligible: (flags & FLAG.BE) !== 0,
    backupState: (flags & FLAG.BS) !== 0,
    signCount: view.getUint32(33),
    attestedCredentialData,
    extensions,
  };
}

/** AAGUID (16), length of the credential ID (2), credential ID, COSE key. */
function parseAttestedCredentialData(bytes: Uint8Array): {
  data: AttestedCredentialData;
  length: number;
} {
  if (bytes.length < 18) throw garbled('truncated');
  const idLength = new DataView(bytes.buffer, bytes.byteOffset).getUint16(16);
  if (idLength < 1 || idLength > MAX_CREDENTIAL_ID_LENGTH) throw garbled('credential-id-length');
  const idEnd = 18 + idLength;
  if (bytes.length < idEnd) throw garbled('truncated');
  const { map: publicKey, length } = parseMap(bytes.subarray(idEnd), 'public-key');
  return {
    data: { aaguid: bytes.slice(0, 16), credentialId: bytes.slice(18, idEnd), publicKey },
    length: idEnd + length,
  };
}

function parseMap(bytes: Uint8Array, what: string): { map: CborMap; length: number } {
  const { value, length } = decodeFirst(bytes);
  if (!isCborMap(value)) throw garbled(what);
  return { map: value, length };
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: `authenticator-data-${reason}` } });
}
