import { constants, createHash, sign, X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { validateToken } from '../../portal/web-eid/validate-token.ts';
import { WebEidService } from '../../portal/web-eid/web-eid-service.ts';
import {
  type CardKey,
  type CertificateFacts,
  createCardKey,
} from '../../virtual/piv-card/card-key.ts';
import { type PracticeIssuer, practiceIssuer } from '../../virtual/piv-card/practice-issuer.ts';

const ORIGIN = 'https://portal.nhs.net';
const NONCE = Buffer.alloc(33, 5).toString('base64');
const NOW = new Date('2026-11-22T12:00:00Z');
const FACTS: CertificateFacts = {
  subject: 'CN=Pat Practice',
  issuer: 'CN=Nobody',
  serialNumber: '01',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
};

let issuer: PracticeIssuer;
let ec: CardKey;
let rsa: CardKey;

beforeAll(async () => {
  issuer = await practiceIssuer();
  ec = await issuer.certify(await createCardKey('p256', FACTS));
  rsa = await issuer.certify(await createCardKey('rsa2048', FACTS));
});

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function token(
  { privateKey, certificate }: CardKey,
  algorithm: string,
  origin = ORIGIN,
  nonce = NONCE,
) {
  const signature = sign('sha256', Buffer.concat([hash(origin), hash(nonce)]), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
    ...(algorithm === 'PS256' && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  });
  return {
    unverifiedCertificate: Buffer.from(certificate).toString('base64'),
    algorithm,
    signature: signature.toString('base64'),
    format: 'web-eid:1.0',
    appVersion: 'https://wardkey.app/releases/0.1.0',
  };
}

function judge(given: unknown, now = NOW, origin = ORIGIN) {
  const issuers = [new X509Certificate(issuer.certificate)];
  return () => validateToken(given, { origin, nonce: NONCE, issuers, now });
}

test.each(['ES256', 'RS256', 'PS256'])('a token by %s is believed', (algorithm) => {
  expect(judge(token(algorithm === 'ES256' ? ec : rsa, algorithm))()).toBe('CN=Pat Practice');
});

test('a token for another origin or nonce is not', () => {
  expect(judge(token(ec, 'ES256', 'https://login.microsoft.com'))).toThrow('signature');
  expect(judge(token(ec, 'ES256', ORIGIN, `${NONCE}=`))).toThrow('signature');
  expect(judge(token(ec, 'ES256'), NOW, 'https://portal.nhs.net:8443')).toThrow('signature');
});

test('what it says of itself must hold', async () => {
  const good = token(ec, 'ES256');
  expect(judge({ ...good, format: 'web-eid:2.0' })).toThrow('format');
  expect(judge({ ...good, signature: '' })).toThrow('format');
  expect(judge(null)).toThrow('format');
  expect(judge({ ...good, unverifiedCertificate: 'AAAA' })).toThrow('certificate');
  for (const algorithm of ['RS256', 'ES384', 'none', 'constructor']) {
    expect(judge({ ...good, algorithm })).toThrow('algorithm');
  }
  expect(judge(token(rsa, 'RS256'))).not.toThrow();
  expect(judge({ ...token(rsa, 'RS256'), algorithm: 'PS256' })).toThrow('signature');
});

test('the certificate must be valid, for client authentication, and of a trusted authority', async () => {
  const good = token(ec, 'ES256');
  expect(judge(good, new Date('2025-12-31T00:00:00Z'))).toThrow('certificate-time');
  expect(judge(good, new Date('2027-01-02T00:00:00Z'))).toThrow('certificate-time');
  const forSigning = await createCardKey('p256', { ...FACTS, extendedKeyUsage: [] });
  expect(judge(token(await issuer.certify(forSigning), 'ES256'))).toThrow('certificate-purpose');
  const stranger = await practiceIssuer();
  const foreign = await stranger.certify(await createCardKey('p256', FACTS));
  expect(judge(token(foreign, 'ES256'))).toThrow('certificate-trust');
});

test('a nonce is good for one sign-in, of the session that it was given to', () => {
  const service = new WebEidService();
  service.trust(issuer.certificate);
  const nonce = service.challenge('session');
  const answer = token(ec, 'ES256', ORIGIN, nonce);
  expect(service.signIn('other', ORIGIN, answer)).toEqual({ refused: 'nonce' });
  expect(service.signIn('session', ORIGIN, answer)).toEqual({ subject: 'CN=Pat Practice' });
  expect(service.signIn('session', ORIGIN, answer)).toEqual({ refused: 'nonce' });
});
