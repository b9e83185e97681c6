import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const YEARS = { notBefore: new Date('2020-01-01'), notAfter: new Date('2040-01-01') };

export interface IssuedOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** An authority, and how many others may be below it. */
  readonly authority?: { readonly pathLength?: number; readonly keyUsage?: number };
}

/** A certificate with its private key, which may issue others. */
export interface Issued {
  /** PEM. */
  readonly pem: string;
  /** X.509 DER. */
  readonly der: Uint8Array;
  readonly name: string;
  readonly privateKey: CryptoKey;
}

/** Issues a certificate; from nobody, it is a root. */
export async function issue(
  name: string,
  from: Pick<Issued, 'name' | 'privateKey'> | null,
  { authority, ...days }: IssuedOptions = {},
): Promise<Issued> {
  const keys = await globalThis.crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const usage = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  const extensions =
    authority === undefined
      ? [
          new BasicConstraintsExtension(false),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2']),
        ]
      : [
          new BasicConstraintsExtension(true, authority.pathLength, true),
          new KeyUsagesExtension(authority.keyUsage ?? usage, true),
        ];
  const certificate = await X509CertificateGenerator.create({
    subject: name,
    issuer: from?.name ?? name,
    serialNumber: '01',
    ...YEARS,
    ...days,
    publicKey: keys.publicKey,
    signingKey: from?.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions,
  });
  const pem = certificate.toString('pem');
  return { pem, der: new Uint8Array(certificate.rawData), name, privateKey: keys.privateKey };
}
