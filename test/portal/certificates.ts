import 'reflect-metadata';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export interface Certificates {
  /** PEM of the authority made for this run. */
  readonly authority: string;
  /** PEM of the server's certificate. */
  readonly certificate: string;
  /** PEM (PKCS #8) of the server's private key. */
  readonly privateKey: string;
  /**
   * base64 SHA-256 of the server certificate's SubjectPublicKeyInfo, as Chromium's
   * `--ignore-certificate-errors-spki-list` wants it. Any laxer switch makes the browser refuse
   * WebAuthn on the page.
   */
  readonly spkiHash: string;
  /** SHA-256 of the server certificate, in hex with colons, as Firefox's list of exceptions has it. */
  readonly fingerprint: string;
}

/**
 * A certificate authority and one server certificate for all the hosts, valid for a day, with keys
 * that never leave the memory of this process.
 * @param hosts DNS names for the subject alternative names (RFC 5280 §4.2.1.6)
 * @param serverEnds when the server's certificate ends: tomorrow, unless said otherwise
 */
export async function makeCertificates(
  hosts: readonly string[],
  serverEnds?: Date,
): Promise<Certificates> {
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const validity = {
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
  };
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Wardkey practice authority',
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const server = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Wardkey practice portal',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    ...validity,
    ...(serverEnds === undefined
      ? {}
      : { notBefore: new Date(serverEnds.getTime() - DAY_MS), notAfter: serverEnds }),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    authority: authority.toString('pem'),
    certificate: server.toString('pem'),
    privateKey: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    spkiHash: createHash('sha256')
      .update(new Uint8Array(server.publicKey.rawData))
      .digest('base64'),
    fingerprint: new X509Certificate(new Uint8Array(server.rawData)).fingerprint256,
  };
}

/** 16 random bytes, positive when read as a DER INTEGER (RFC 5280 §4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
