import { type KeyObject, X509Certificate } from 'node:crypto';
import type { CborMap } from '../cbor-value.ts';
import { asBytes, asList, asListOf } from '../members.ts';
import { attestationProblem } from './attestation-problem.ts';
import { DER, type DerElement, derElements, derInside, dotted, explicitTag } from './der-reader.ts';

export interface CertificateExtension {
  readonly critical: boolean;
  /** What stands inside its octet string. */
  readonly value: Uint8Array;
}

/** What attestation looks at in a certificate (RFC 5280 §4.1). */
export interface AttestationCertificate {
  readonly der: Uint8Array;
  readonly publicKey: KeyObject;
  /** 3 for the only kind that attestation allows. */
  readonly version: number;
  readonly isAuthority: boolean;
  /** Attributes of the subject by object identifier. */
  readonly subject: ReadonlyMap<string, string>;
  /** By object identifier. */
  readonly extensions: ReadonlyMap<string, CertificateExtension>;
}

/** More certificates than any chain has. */
const MAX_CHAIN = 8;

/**
 * The `x5c` of a statement: certificates, each issued by the next.
 * @returns at least one
 * @throws WardkeyError `device-garbled`
 */
export function readChain(
  attStmt: CborMap,
): readonly [AttestationCertificate, ...AttestationCertificate[]] {
  const x5c = asList(attStmt.get('x5c')) ?? [];
  const chain = asListOf(asBytes)(x5c) ?? [];
  if (chain.length !== x5c.length || chain.length > MAX_CHAIN) throw attestationProblem('x5c');
  const [first, ...others] = chain.map(parseCertificate);
  if (first === undefined) throw attestationProblem('x5c');
  const all = [first, ...others];
  for (const [index, certificate] of all.slice(0, -1).entries()) {
    const issuer = all[index + 1];
    if (issuer === undefined || !isSignedBy(certificate, issuer)) throw attestationProblem('chain');
  }
  return [first, ...others];
}

/**
 * Reads a certificate.
 * @param der X.509
 * @throws WardkeyError `device-garbled`
 */
export function parseCertificate(der: Uint8Array): AttestationCertificate {
  const x509 = parseX509(der);
  const [body] = derInside(der, DER.sequence);
  if (body === undefined) throw attestationProblem('certificate');
  const fields = derInside(body.whole, DER.sequence);
  const hasVersion = fields[0]?.tag === explicitTag(0);
  // Serial number, algorithm, issuer, validity, subject follow the version.
  const subject = fields[hasVersion ? 5 : 4];
  const extensions = fields.find(({ tag }) => tag === explicitTag(3));
  return {
    der,
    publicKey: x509.publicKey,
    version: hasVersion ? readVersion(fields[0]) : 1,
    isAuthority: x509.ca,
    subject: readSubject(subject),
    extensions: readExtensions(extensions),
  };
}

function parseX509(der: Uint8Array): { publicKey: KeyObject; ca: boolean } {
  try {
    const { publicKey, ca } = new X509Certificate(der);
    return { publicKey, ca };
  } catch {
    throw attestationProblem('certificate');
  }
}

function isSignedBy({ der }: AttestationCertificate, issuer: AttestationCertificate): boolean {
  return new X509Certificate(der).verify(issuer.publicKey);
}

function readVersion(field: DerElement | undefined): number {
  const [integer] = derElements(field?.content ?? new Uint8Array());
  return (integer?.content[0] ?? 0) + 1;
}

/** A sequence of sets of sequences of an identifier and a text. */
function readSubject(field: DerElement | undefined): ReadonlyMap<string, string> {
  if (field?.tag !== DER.sequence) throw attestationProblem('certificate');
  return new Map(
    derElements(field.content)
      .flatMap(({ whole }) => derInside(whole, DER.set))
      .map(({ whole }): [string, string] => {
        const [name, value] = derInside(whole, DER.sequence);
        const text = Buffer.from(value?.content ?? []).toString('utf8');
        return [dotted(name?.content ?? new Uint8Array()), text];
      }),
  );
}

/** A sequence of sequences of an identifier, perhaps a boolean, and an octet string. */
function readExtensions(field: DerElement | undefined): ReadonlyMap<string, CertificateExtension> {
  if (field === undefined) return new Map();
  return new Map(
    derInside(field.content, DER.sequence).map(({ whole }): [string, CertificateExtension] => {
      const parts = derInside(whole, DER.sequence);
      const value = parts.at(-1);
      if (value?.tag !== DER.octetString) throw attestationProblem('certificate');
      const critical = parts.some(({ tag, content }) => tag === DER.boolean && content[0] !== 0);
      return [dotted(parts[0]?.content ?? new Uint8Array()), { critical, value: value.content }];
    }),
  );
}
