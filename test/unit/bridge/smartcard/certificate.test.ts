import { expect, test } from 'vitest';
import { readCertificate } from '../../../../bridge/smartcard/certificate.ts';
import { purposeOf } from '../../../../bridge/smartcard/certificate-purpose.ts';
import { withMaskedUserId } from '../../../../bridge/smartcard/user-id.ts';
import { validityOf } from '../../../../bridge/smartcard/validity.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';

test.each([
  ['p256', 'EC P-256'],
  ['rsa2048', 'RSA 2048'],
] as const)('reads a certificate of %s', async (algorithm, keyType) => {
  const keys = await practiceKeys(algorithm);
  const read = readCertificate(keys['9a']?.certificate ?? new Uint8Array());
  expect(read).toMatchObject({
    subject: ['O=Wardkey Practice', 'OU=People', 'UID=********5678', 'CN=Pat Practice'],
    issuer: ['O=Wardkey Practice', 'CN=Wardkey Practice Issuer'],
    serialNumber: '5a01',
    notAfter: new Date('2038-01-01T00:00:00Z'),
    keyUsage: ['digitalSignature'],
    keyType,
  });
  const { keyUsage } = readCertificate(keys['9c']?.certificate ?? new Uint8Array());
  expect(keyUsage).toEqual(['digitalSignature', 'contentCommitment']);
});

test('a certificate that cannot be read says nothing of its holder', async () => {
  const keys = await practiceKeys();
  const der = Uint8Array.from(keys['9a']?.certificate ?? []);
  for (const broken of [der.subarray(0, -40), der.subarray(1), new Uint8Array()]) {
    const thrown = await Promise.resolve()
      .then(() => readCertificate(broken))
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'device-garbled', facts: { reason: 'certificate' } });
    expect(String(thrown)).not.toContain('Pat');
    expect(thrown).not.toHaveProperty('cause.message');
  }
});

test.each([
  ['UID=555012345678', 'UID=********5678'],
  ['CN=Pat 555012345678 Practice', 'CN=Pat ********5678 Practice'],
  ['555012345678555012345678', '555012345678555012345678'],
  ['CN=12345678901', 'CN=12345678901'],
])('%s is shown as %s', (name, shown) => {
  expect(withMaskedUserId(name)).toBe(shown);
});

test.each([
  ['2026-01-01T00:00:00Z', 'not-yet', 364],
  ['2026-06-01T00:00:00Z', 'good', 213],
  ['2026-10-01T23:59:59Z', 'good', 91],
  ['2026-10-02T00:00:00Z', 'renewable', 90],
  ['2026-12-30T23:00:00Z', 'renewable', 1],
  ['2026-12-31T12:00:00Z', 'renewable', 0],
  ['2026-12-31T12:00:01Z', 'ended', 0],
  ['2027-01-01T00:00:00Z', 'ended', -1],
])('at %s it is %s, with %i days left', (now, state, daysLeft) => {
  const certificate = {
    notBefore: new Date('2026-02-01'),
    notAfter: new Date('2026-12-31T12:00:00Z'),
  };
  expect(validityOf(certificate, new Date(now))).toEqual({ state, daysLeft });
});

test('a certificate for nothing but binding signatures is for signing, whatever its slot', () => {
  expect(purposeOf('9a', { keyUsage: ['digitalSignature'] })).toBe('authentication');
  expect(purposeOf('9a', { keyUsage: ['contentCommitment'] })).toBe('signing');
  expect(purposeOf('9c', { keyUsage: [] })).toBe('signing');
});
