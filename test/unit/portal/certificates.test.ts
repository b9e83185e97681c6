import { createHash, X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type Certificates, makeCertificates } from '../../portal/certificates.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates(['portal.nhs.net', 'login.microsoft.com']);
});

test('the server’s certificate is the authority’s, for the hosts alone', () => {
  const server = new X509Certificate(made.certificate);
  const authority = new X509Certificate(made.authority);
  expect(authority.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkHost('login.microsoft.com')).toBe('login.microsoft.com');
  expect(server.checkHost('microsoft.com')).toBeUndefined();
  const days = (server.validToDate.getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(0.9);
  expect(days).toBeLessThan(1.1);
});

test('the hash is that of the server’s SubjectPublicKeyInfo', () => {
  const spki = new X509Certificate(made.certificate).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  expect(made.spkiHash).toBe(createHash('sha256').update(spki).digest('base64'));
});

test('every run has keys of its own', async () => {
  const other = await makeCertificates(['portal.nhs.net']);
  expect(other.spkiHash).not.toBe(made.spkiHash);
  expect(other.authority).not.toBe(made.authority);
});
