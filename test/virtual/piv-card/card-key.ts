import 'reflect-metadata';
import { KeyObject } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { KeyAlgorithm } from './private-key-operation.ts';

/** A private key in a slot of the card, with its certificate. */
export interface CardKey {
  readonly algorithm: KeyAlgorithm;
  readonly privateKey: KeyObject;
  /** X.509 DER. */
  readonly certificate: Uint8Array;
}

/** What a certificate says. */
export interface CertificateFacts {
  /** A distinguished name, the first part first. */
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyUsage: readonly ('digitalSignature' | 'nonRepudiation' | 'keyEncipherment')[];
  /** Dotted identifiers; no such extension when empty. */
  readonly extendedKeyUsage: readonly string[];
}

const FLAGS = {
  digitalSignature: KeyUsageFlags.digitalSignature,
  nonRepudiation: KeyUsageFlags.nonRepudiation,
  keyEncipherment: KeyUsageFlags.keyEncipherment,
} as const;

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: Uint8Array.of(1, 0, 1),
} as const;

const ALGORITHMS = {
  rsa1024: { ...RSA, modulusLength: 1024 },
  rsa2048: { ...RSA, modulusLength: 2048 },
  rsa3072: { ...RSA, modulusLength: 3072 },
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' },
} as const;

/** Makes a key, and a certificate for it from an issuer of its own. */
export async function createCardKey(
  algorithm: KeyAlgorithm,
  facts: CertificateFacts,
): Promise<CardKey> {
  const { subtle } = globalThis.crypto;
  const make = (which: KeyAlgorithm) =>
    subtle.generateKey(ALGORITHMS[which], true, ['sign', 'verify']);
  const [keys, issuer] = await Promise.all([make(algorithm), make('p256')]);
  const { keyUsage, extendedKeyUsage, ...names } = facts;
  const usages = keyUsage.reduce((sum, usage) => sum | FLAGS[usage], 0);
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    ...(usages === 0 ? [] : [new KeyUsagesExtension(usages, true)]),
    ...(extendedKeyUsage.length === 0
      ? []
      : [new ExtendedKeyUsageExtension([...extendedKeyUsage])]),
  ];
  const certificate = await X509CertificateGenerator.create({
    ...names,
    publicKey: keys.publicKey,
    signingKey: issuer.privateKey,
    signingAlgorithm: ALGORITHMS.p256,
    extensions,
  });
  return {
    algorithm,
    privateKey: KeyObject.from(keys.privateKey),
    certificate: new Uint8Array(certificate.rawData),
  };
}
