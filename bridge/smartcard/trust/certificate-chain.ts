import { X509Certificate } from 'node:crypto';
import { parseCertificate } from '../../ctap/attestation/certificate.ts';
import { readTlvs } from '../ber-tlv.ts';
import { readCertificate } from '../certificate.ts';
import type { TrustState } from './trust-states.ts';

/** A certificate among the issuers that are trusted. */
export interface Trust {
  readonly state: TrustState;
  /** Names of the issuers, the nearest first, as far as they are known. */
  readonly chain: readonly string[];
}

/** More issuers above one another than anybody has. */
const MAX_DEPTH = 8;
const BASIC_CONSTRAINTS_OID = '2.5.29.19';
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * Builds the chain of a certificate's issuers and checks it (RFC 5280 §6.1): each is an authority
 * that may sign certificates, as far above as it may be, in force, and has signed the one below.
 * Whatever is in the store is trusted, an intermediate issuer as well as a root. Whether the
 * certificate itself is in force is another question.
 * @param der X.509
 * @param store what is trusted
 * @throws WardkeyError `device-garbled` for what is no certificate
 */
export function trustOf(der: Uint8Array, store: readonly X509Certificate[], now: Date): Trust {
  readCertificate(der);
  const chain: X509Certificate[] = [];
  let below = new X509Certificate(der);
  if (!store.every((one) => isOther(one, below))) return { state: 'trusted', chain: [] };
  let state: Trust['state'] = 'trusted';
  while (chain.length < MAX_DEPTH) {
    const named = store.filter((one) => one.subject === below.issuer && isOther(one, below));
    const issuers = named.filter((one) => hasIssued(one, below, chain.length));
    const issuer = issuers.find((one) => isInForce(one, now)) ?? issuers[0];
    if (issuer === undefined) {
      // Above an issuer that is trusted itself nobody is needed.
      if (chain.length === 0) state = named.length > 0 ? 'false-issuer' : 'unknown-issuer';
      break;
    }
    chain.push(issuer);
    if (!isInForce(issuer, now)) {
      state = 'ended-issuer';
      break;
    }
    below = issuer;
  }
  return { state, chain: chain.map(({ subject }) => subject.split('\n').join(', ')) };
}

function isOther(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 !== other.fingerprint256;
}

/** @param between how many issuers there are between the two */
function hasIssued(issuer: X509Certificate, below: X509Certificate, between: number): boolean {
  try {
    const { keyUsage } = readCertificate(issuer.raw);
    return (
      issuer.ca &&
      (keyUsage.length === 0 || keyUsage.includes('keyCertSign')) &&
      between <= pathLength(issuer) &&
      below.checkIssued(issuer) &&
      below.verify(issuer.publicKey)
    );
  } catch {
    return false;
  }
}

/** How many issuers may be below this one; no limit where none is told (RFC 5280 §4.2.1.9). */
function pathLength({ raw }: X509Certificate): number {
  const constraints = parseCertificate(raw).extensions.get(BASIC_CONSTRAINTS_OID)?.value;
  const [sequence] = readTlvs(constraints ?? new Uint8Array()).objects;
  if (sequence?.tag !== SEQUENCE) return MAX_DEPTH;
  const limit = readTlvs(sequence.value).objects.find(({ tag }) => tag === INTEGER)?.value;
  return limit === undefined ? MAX_DEPTH : limit.reduce((sum, byte) => sum * 256 + byte, 0);
}

function isInForce({ validFromDate, validToDate }: X509Certificate, now: Date): boolean {
  return validFromDate <= now && now <= validToDate;
}
