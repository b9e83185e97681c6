import { describe, expect, it } from 'vitest';
import { allowedOrigin, parseOrigin } from '../../../../bridge/webauthn/origin.ts';
import { SIGN_IN_HOSTS } from '../../../../shared/portals/sign-in-origins.ts';
import { codeOf } from '../../../rig/code-of.ts';

describe('parseOrigin', () => {
  it('takes a serialised origin apart', () => {
    expect(parseOrigin('https://portal.nhs.net:8443')).toEqual({
      serialized: 'https://portal.nhs.net:8443',
      scheme: 'https',
      host: 'portal.nhs.net',
    });
  });

  it.each([
    'https://portal.nhs.net/',
    'https://portal.nhs.net:443',
    'https://portal.nhs.net?x',
    'https://portal.nhs.net#x',
    'https://me@portal.nhs.net',
    'https://Portal.nhs.net',
    'HTTPS://portal.nhs.net',
    ' https://portal.nhs.net',
    'https://portal.nhs.net\n',
    'https:portal.nhs.net',
    'https:\\\\portal.nhs.net',
    'https://0x7f.1',
    'https://bücher.example',
    'ftp://portal.nhs.net',
    'file://',
    'null',
    '',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    'blob:https://portal.nhs.net/1',
  ])('refuses %j', (text) => {
    expect(codeOf(() => parseOrigin(text))).toBe('origin-not-allowed');
  });
});

describe('allowedOrigin', () => {
  it.each(SIGN_IN_HOSTS)('lets %s of the catalogue in', (host) => {
    expect(allowedOrigin(`https://${host}`, []).host).toBe(host);
  });

  it('lets an origin of the policy in, to the letter', () => {
    const policy = ['https://fido.trust.example:8443'];
    expect(allowedOrigin('https://fido.trust.example:8443', policy).host).toBe(
      'fido.trust.example',
    );
    expect(codeOf(() => allowedOrigin('https://fido.trust.example', policy))).toBe(
      'origin-not-allowed',
    );
  });

  it.each([
    'http://portal.nhs.net',
    'https://portal.nhs.net:8443',
    'https://x.portal.nhs.net',
    'https://nhs.net',
    'https://example.com',
  ])('refuses %s', (origin) => {
    expect(codeOf(() => allowedOrigin(origin, []))).toBe('origin-not-allowed');
  });
});
