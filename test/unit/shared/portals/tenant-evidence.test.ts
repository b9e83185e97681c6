import { expect, test } from 'vitest';
import { withEvidence } from '../../../../shared/portals/nhs-evidence.ts';
import { hasDomainHint, tenantOf } from '../../../../shared/portals/tenant-evidence.ts';

const HOST = 'login.microsoftonline.com';
const NHS = '37c354b2-85b0-47f5-b222-07b48d774ee3';
const OTHER = '11111111-2222-3333-4444-555555555555';

test.each([
  [`/${NHS}/oauth2/v2.0/authorize`, '', 'nhs'],
  [`/${NHS.toUpperCase()}/saml2`, '', 'nhs'],
  ['/nhs.net/wsfed', '', 'nhs'],
  ['/nhs.onmicrosoft.com/oauth2/authorize', '', 'nhs'],
  [`/${OTHER}/oauth2/v2.0/authorize`, '', 'other'],
  ['/contoso.onmicrosoft.com/oauth2/authorize', '', 'other'],
  ['/nhs.net.example.org/oauth2/authorize', '', 'other'],
  [`/${OTHER}/oauth2/authorize`, `?tenant=${NHS}`, 'other'],
  ['/consumers/oauth2/v2.0/authorize', '', 'personal'],
  ['/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/authorize', '', 'personal'],
  ['/common/oauth2/v2.0/authorize', '', 'unknown'],
  ['/common/oauth2/v2.0/authorize', `?client_id=1&tenant=${NHS}`, 'nhs'],
  ['/organizations/oauth2/v2.0/authorize', `?client_id=${OTHER}`, 'unknown'],
  ['/te/trust.onmicrosoft.com/oauth2/authorize', '', 'other'],
  ['/tfp/trust.onmicrosoft.com/b2c_1/oauth2', '?domain_hint=nhs.net', 'other'],
  ['/common/oauth2/v2.0/authorize', '?domain_hint=contoso.com', 'other'],
  ['/common/wsfed', '?a=b&whr=contoso.com&c=d', 'other'],
  ['/common/oauth2/v2.0/authorize', '?login_hint=somebody%40contoso.com', 'other'],
  ['/common/oauth2/v2.0/authorize', '?login_hint=somebody@nhs.net.example.org', 'other'],
  ['/common/oauth2/v2.0/authorize', '?domain_hint=consumers', 'personal'],
  ['/common/oauth2/v2.0/authorize', '?domain_hint=organizations', 'unknown'],
  ['/common/oauth2/v2.0/authorize', '?domain_hint=nhs.net', 'unknown'],
  ['/common/oauth2/v2.0/authorize', '?domain_hint=x.org&login_hint=somebody@nhs.net', 'unknown'],
  ['/common/oauth2/v2.0/authorize', '?login_hint=somebody%40nhs.onmicrosoft.com', 'unknown'],
  ['/common/oauth2/v2.0/authorize', '?redirect_uri=https%3A%2F%2Fcontoso.com', 'unknown'],
  [`/${NHS}/oauth2/v2.0/authorize`, '?domain_hint=contoso.com', 'nhs'],
  ['/login.srf', '', 'unknown'],
  ['/', '', 'unknown'],
  ['', '', 'unknown'],
])('%s%s is of the tenant: %s', (path, query, tenant) => {
  expect(tenantOf({ host: HOST, path, query })).toBe(tenant);
});

test('a host for certificates names its tenant itself', () => {
  const certificates = (id: string) => ({
    host: `t${id.replaceAll('-', '')}.certauth.login.microsoftonline.com`,
    path: '/common/oauth2',
    query: '',
  });
  expect(tenantOf(certificates(NHS))).toBe('nhs');
  expect(tenantOf(certificates(OTHER))).toBe('other');
});

test.each([
  ['?domain_hint=nhs.net', true],
  ['?a=b&whr=nhs.net&c=d', true],
  ['?login_hint=somebody%40nhs.net', true],
  ['?login_hint=somebody@nhs.net&x', true],
  ['?username=somebody%40trust.nhs.net', true],
  ['?domain_hint=nhs.net.example.org', false],
  ['?domain_hint=notnhs.net', false],
  ['?login_hint=somebody%40notnhs.net', false],
  ['?login_hint=somebody%40nhs.net.example.org', false],
  ['?redirect_uri=https%3A%2F%2Fportal.nhs.net', false],
  ['?other=@nhs.net', false],
  ['', false],
])('%s asks for accounts of nhs.net: %s', (query, hint) => {
  expect(hasDomainHint(query)).toBe(hint);
});

test('coming from the NHS is no evidence where another domain is asked for', () => {
  const tenant = tenantOf({
    host: HOST,
    path: '/common/oauth2/v2.0/authorize',
    query: '?domain_hint=contoso.com',
  });
  const found = { kind: 'portal', portal: 'entra', evidence: ['host'] } as const;
  expect(withEvidence(found, { tenant, hasDomainHint: false, cameFromNhs: true })).toMatchObject({
    kind: 'near-miss',
    why: 'other-tenant',
  });
});
