import { type KeyObject, X509Certificate } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { parseCertificate } from '../ctap/attestation/certificate.ts';
import { KEY_USAGES, type KeyUsage } from './key-usage.ts';
import { withMaskedUserId } from './user-id.ts';

const KEY_USAGE_OID = '2.5.29.15';

/** What a card's certificate says; user ids in it are masked. */
export interface CardCertificate {
  /** Parts such as `CN=...`, the first one first. */
  readonly subject: readonly string[];
  readonly issuer: readonly string[];
  /** Hexadecimal digits. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Empty for a certificate that does not say. */
  readonly keyUsage: readonly KeyUsage[];
  /** Such as `RSA 2048` or `EC P-256`. */
  readonly keyType: string;
}

/**
 * Reads a certificate (RFC 5280 §4.1).
 * @param der X.509; bytes after it do not count
 * @throws WardkeyError `device-garbled`, which tells nothing of what the certificate says
 */
export function readCertificate(der: Uint8Array): CardCertificate {
  const x509 = parse(der);
  const { extensions } = parseCertificate(x509.raw);
  const { validFromDate: notBefore, validToDate: notAfter } = x509;
  if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime())) throw garbled();
  return {
    subject: partsOf(x509.subject),
    issuer: partsOf(x509.issuer),
    serialNumber: x509.serialNumber.toLowerCase(),
    notBefore,
    notAfter,
    keyUsage: usagesIn(extensions.get(KEY_USAGE_OID)?.value ?? new Uint8Array()),
    keyType: keyTypeOf(x509),
  };
}

/**
 * A certificate without what stands behind it, and its key.
 * @param der X.509
 * @throws WardkeyError `device-garbled`
 */
export function publicKeyOf(der: Uint8Array): {
  readonly certificate: Uint8Array;
  readonly publicKey: KeyObject;
} {
  const x509 = parse(der);
  try {
    return { certificate: new Uint8Array(x509.raw), publicKey: x509.publicKey };
  } catch {
    throw garbled();
  }
}

function parse(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw garbled();
  }
}

function garbled(): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: 'certificate' } });
}

/** Node writes a part a line. A name may be missing altogether. */
function partsOf(name: string | undefined): readonly string[] {
  return name === undefined || name === '' ? [] : withMaskedUserId(name).split('\n');
}

/** A DER bit string, its first bit the uppermost (X.690 §8.6). */
function usagesIn(bitString: Uint8Array): readonly KeyUsage[] {
  const bits = bitString[0] === 0x03 ? bitString.subarray(3) : new Uint8Array();
  return KEY_USAGES.filter((_, at) => ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0);
}

function keyTypeOf({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = publicKey;
  if (details?.modulusLength !== undefined) return `RSA ${details.modulusLength}`;
  const curve = details?.namedCurve ?? '';
  const known = { prime256v1: 'P-256', secp384r1: 'P-384' }[curve] ?? curve;
  return `${type.toUpperCase()} ${known}`.trim();
}
