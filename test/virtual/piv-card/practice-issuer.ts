import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CardKey } from './card-key.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAME = 'CN=Wardkey Practice Issuer, O=Wardkey Practice';

/** An authority that gives the keys of practice cards certificates which a site can trust. */
export interface PracticeIssuer {
  /** X.509 DER. */
  readonly certificate: Uint8Array;
  /** The same key with the same words in its certificate, from this authority. */
  certify(key: CardKey): Promise<CardKey>;
}

export async function practiceIssuer(): Promise<PracticeIssuer> {
  const { subtle } = globalThis.crypto;
  const keys = await subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: NAME,
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    certificate: new Uint8Array(certificate.rawData),
    certify: async (key) => {
      const old = new X509Certificate(Uint8Array.from(key.certificate));
      const { subject, serialNumber, notBefore, notAfter, extensions, publicKey } = old;
      const issued = await X509CertificateGenerator.create({
        subject,
        serialNumber,
        notBefore,
        notAfter,
        extensions,
        publicKey,
        issuer: NAME,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
      });
      return { ...key, certificate: new Uint8Array(issued.rawData) };
    },
  };
}
