import { expect, test, vi } from 'vitest';
import { WebEid } from '../../../../bridge/host/web-eid.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { willingPerson } from '../smartcard/web-eid/software-signer.ts';

const NEVER = new AbortController().signal;
const NONCE = Buffer.alloc(33, 5).toString('base64');

function rig(isAllowed = true) {
  const unused = () => Promise.reject(new Error('not in these tests'));
  const authenticate = vi.fn(unused);
  const cards = { authenticate, getSigningCertificate: unused, sign: unused };
  const allowedOrigins = ['https://portal.example.org'];
  return { authenticate, webEid: new WebEid({ cards, allowedOrigins, isAllowed }) };
}

test.each(['https://portal.nhs.net', 'https://portal.example.org'])(
  '%s may ask',
  async (origin) => {
    const { webEid, authenticate } = rig();
    const asked = webEid.authenticate({ origin, challengeNonce: NONCE }, willingPerson(), NEVER);
    await expect(asked).rejects.toThrow('not in these tests');
    expect(authenticate.mock.calls[0]).toHaveProperty('0', { origin, challengeNonce: NONCE });
  },
);

test.each([
  'https://www.example.org',
  'https://portal.nhs.net:8443',
  'http://portal.nhs.net',
  'https://portal.nhs.net/',
  'null',
])('%s may not', async (origin) => {
  const { webEid, authenticate } = rig();
  const asked = webEid.authenticate({ origin, challengeNonce: NONCE }, willingPerson(), NEVER);
  expect(await rejectionCode(asked)).toBe('origin-not-allowed');
  expect(authenticate).not.toHaveBeenCalled();
});

test('nobody may where the administrator does not want it', async () => {
  const { webEid } = rig(false);
  const asked = webEid.getSigningCertificate(
    { origin: 'https://portal.nhs.net' },
    willingPerson(),
    NEVER,
  );
  expect(await rejectionCode(asked)).toBe('origin-not-allowed');
});
