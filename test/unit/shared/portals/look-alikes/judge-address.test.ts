import { domainToASCII } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FORM_SELECTORS } from '../../../../../shared/portals/look-alikes/form-shape.ts';
import { judgeAddress } from '../../../../../shared/portals/look-alikes/judge-address.ts';
import { isOneEdit } from '../../../../../shared/portals/look-alikes/one-edit.ts';
import { decodedLabel } from '../../../../../shared/portals/look-alikes/punycode.ts';
import type { PageMatch } from '../../../../../shared/portals/page-match.ts';
import { CATALOGUE_HOSTS } from '../../../../../shared/portals/portals.ts';

function judge(
  host: string,
  shape: readonly string[] = [],
  own: readonly string[] = [],
): PageMatch {
  const { hostname, port, protocol, username, password } = new URL(
    host.includes('://') ? host : `https://${host}/`,
  );
  return judgeAddress(
    { hostname, port, isHttps: protocol === 'https:', userInfo: `${username}:${password}` },
    shape,
    own,
  );
}

describe('addresses that pretend', () => {
  test.each([
    ['portal.nhs.net.example.org', 'name-inside', 'portal.nhs.net'],
    ['portal-nhs.net', 'name-inside', 'portal.nhs.net'],
    ['portal-nhs-net.example.org', 'name-inside', 'portal.nhs.net'],
    ['nhs.net-login.example', 'name-inside', 'portal.nhs.net'],
    ['my.nhsmail.example.com', 'name-inside', 'portal.nhs.net'],
    ['login-microsoftonline.com', 'name-inside', 'login.microsoftonline.com'],
    ['login.microsoftonline.com.example.org', 'name-inside', 'login.microsoftonline.com'],
    ['login.micros0ftonline-sso.example', 'name-inside', 'login.microsoftonline.com'],
    ['login.microsoftonIine.com.example.org', 'name-inside', 'login.microsoftonline.com'],
    ['microsoftonlinelogin.example', 'name-inside', 'login.microsoftonline.com'],
    ['secure-nhsmailportal.example', 'name-inside', 'portal.nhs.net'],
    ['nhsidentity-spineservices.example', 'name-inside', 'am.nhsidentity.spineservices.nhs.uk'],
    ['portal.nhs.net.example.org.', 'name-inside', 'portal.nhs.net'],
    ['microsoft.com-signin.example', 'name-inside', 'login.microsoft.com'],
    ['my-signins-microsoft.example', 'name-inside', 'mysignins.microsoft.com'],
    ['nhs-outlook.example', 'name-inside', 'portal.nhs.net'],
    ['esr-nhs.example', 'name-inside', 'my.esr.nhs.uk'],
    ['https://someone:portal.nhs.net@example.org/', 'user-info', 'portal.nhs.net'],
    ['https://someone:secret@example.org/', null, null],
    ['https://some.one:secret.word@example.org/', null, null],
    ['portal.nhs.met', 'one-edit', 'portal.nhs.net'],
    ['portal.nhs.nett', 'one-edit', 'portal.nhs.net'],
    ['protal.nhs.nte', 'one-edit', 'portal.nhs.net'],
    ['protal.nhx.nte', null, null],
    ['login.microsoftonlne.com', 'one-edit', 'login.microsoftonline.com'],
    ['sso.microsoftonlime.com', 'one-edit', 'login.microsoftonline.com'],
    ['login.rnicrosoftonline.com', 'confusable', 'login.microsoftonline.com'],
    ['login.micros0ft.com', 'confusable', 'login.microsoft.com'],
    ['portai.nhs.met', 'one-edit', 'portal.nhs.net'],
    ['microsoft-login.com', 'name-inside', 'login.microsoft.com'],
    ['nhs-mail.net', 'name-inside', 'portal.nhs.net'],
    ['mail-nhs.example', 'name-inside', 'portal.nhs.net'],
    ['nhs-login.com', 'name-inside', 'portal.nhs.net'],
    ['nhslogin.co.uk', 'name-inside', 'portal.nhs.net'],
    ['portal.nhs.com', 'name-inside', 'portal.nhs.net'],
    ['portal.nhs.org', 'name-inside', 'portal.nhs.net'],
    ['portal.nhs.info', 'name-inside', 'portal.nhs.net'],
    ['fs.nhs.co', 'name-inside', 'fs.nhs.net'],
    ['fs.nhs.co.uk', 'name-inside', 'fs.nhs.net'],
    ['mysignins.microsoft.net', 'name-inside', 'mysignins.microsoft.com'],
    ['care-identity.com', 'name-inside', 'am.nhsidentity.spineservices.nhs.uk'],
    ['careidentity.co.uk', 'name-inside', 'am.nhsidentity.spineservices.nhs.uk'],
    ['cis2-nhs.com', 'name-inside', 'am.nhsidentity.spineservices.nhs.uk'],
    ['login.microsofontline.com', 'one-edit', 'login.microsoftonline.com'],
    ['nhs.rnet', 'one-edit', 'portal.nhs.net'],
    ['n-hs.net', 'name-inside', 'portal.nhs.net'],
    ['m-icro-soft.com', 'name-inside', 'login.microsoft.com'],
  ])('%s: %s', (host, sign, like) => {
    const match = judge(host);
    if (sign === null) expect(match).toEqual({ kind: 'nothing' });
    else expect(match).toEqual({ kind: 'look-alike', signs: [sign], like });
  });

  test.each([
    ['pοrtal.nhs.net', 'portal.nhs.net'],
    ['login.microsоftonline.com', 'login.microsoftonline.com'],
    ['login.micrοsoft.com', 'login.microsoft.com'],
    ['pórtal.nhs.net', 'portal.nhs.net'],
  ])('%s, which is written in other letters', (host, like) => {
    const ascii = domainToASCII(host);
    expect(ascii).toContain('xn--');
    // Below a domain that is real there is no stranger who could have such a name.
    if (host.endsWith('.nhs.net') || host.endsWith('.microsoft.com')) return;
    expect(judge(ascii)).toEqual({ kind: 'look-alike', signs: ['punycode', 'confusable'], like });
  });

  test('a real name before an @', () => {
    expect(judge('https://portal.nhs.net@example.org/')).toEqual({
      kind: 'look-alike',
      signs: ['user-info'],
      like: 'portal.nhs.net',
    });
    expect(judge('https://somebody@example.org/')).toEqual({ kind: 'nothing' });
    expect(judge('https://a.b@example.org/')).toEqual({ kind: 'nothing' });
  });
});

describe('addresses that do not', () => {
  test.each([
    'www.example.org',
    'phs.net',
    'www.nss.net',
    'microsoft.example.org',
    'my-portal.example.org',
    'intranet.trust.example',
    'nhs-network.example',
    'www.nhsprofessionals.example',
    'microsofttraining.example',
    'nhs-net.webex.com',
    'nhs-uk.zoom.us',
    'nhs.net.my.salesforce.com',
    'login.example.org',
    'identity-of-care.example',
    'xn--mnchen-3ya.de',
    'xn--.example',
    'xn--a-.example',
  ])('%s', (host) => {
    expect(judge(host)).toEqual({ kind: 'nothing' });
  });

  test.each([
    'a.mysignins.microsoft.com',
    'www.england.nhs.uk',
    'x.portal.nhs.net',
    'login.microsoftonline.us',
    'aadcdn.microsoftonline-p.com',
    'login.microsoftonline.de',
    'nhsmail.b2clogin.com',
    'portal.nhs.net.',
    'login.microsoftonline.com.',
  ])('%s: another host of the same owner', (host) => {
    expect(judge(host)).toMatchObject({ kind: 'near-miss', why: 'other-host' });
  });

  test('personal accounts', () => {
    expect(judge('login.live.com', ['#i0116', '#idSIButton9'])).toMatchObject({
      kind: 'near-miss',
      why: 'personal-account',
    });
  });

  test.each(['http://portal.nhs.net/', 'https://portal.nhs.net:8443/'])('%s: not secure', (url) => {
    expect(judge(url)).toMatchObject({ kind: 'near-miss', why: 'not-secure' });
  });

  test.each(CATALOGUE_HOSTS)('%s itself', (host) => {
    expect(judge(host).kind).toBe('portal');
  });
});

describe('forms on hosts that are not theirs', () => {
  test('one of Microsoft’s', () => {
    expect(judge('sso.example.org', ['#i0116', '#idSIButton9'])).toEqual({
      kind: 'look-alike',
      signs: ['microsoft-form'],
      like: null,
    });
    expect(judge('sso.example.org', ['#i0116'])).toEqual({ kind: 'nothing' });
  });

  test.each([
    [['#credentialList', '[data-test-cred-id]']],
    [['#tilesHolder', '#otherTile']],
    [['div[data-value]', '#idDiv_SAOTCAS_Title']],
    [['#ProofUpDescription', 'meta[name=PageID]']],
    [['meta[name=PageID]', 'meta[name=PageID][content^=Converged]']],
  ])('one of Microsoft’s later views: %j', (shape) => {
    for (const mark of shape) expect(FORM_SELECTORS).toContain(mark);
    expect(judge('sso.example.org', shape)).toMatchObject({ signs: ['microsoft-form'] });
    expect(judge('nhs-uk.zoom.us', shape)).toMatchObject({ signs: ['microsoft-form'] });
  });

  test.each([
    'trust.ciamlogin.com',
    'trust.b2clogin.com',
    'login.chinacloudapi.cn',
    'login.windows-ppe.net',
  ])('are at home on %s', (host) => {
    expect(judge(host, ['#i0116', '#idSIButton9'])).toMatchObject({ why: 'other-host' });
  });

  test('the portal’s own', () => {
    const [login, reset] = FORM_SELECTORS.slice(-2);
    expect(judge('sso.example.org', [login ?? '', reset ?? ''])).toMatchObject({
      signs: ['nhs-form'],
    });
    expect(judge('sso.example.org', [login ?? ''])).toEqual({ kind: 'nothing' });
    const policy = "form[action^='/Home/AcceptablePolicy' i]";
    expect(FORM_SELECTORS).toContain(policy);
    expect(judge('sso.example.org', [policy])).toMatchObject({ signs: ['nhs-form'] });
  });

  test('one of the NHS’s', () => {
    expect(judge('sso.example.org', ['.nhsuk-cis2-cia-header-text'])).toMatchObject({
      signs: ['nhs-form'],
    });
  });

  test('are nothing on a host that the organisation calls its own', () => {
    const shape = ['#i0116', '#i0118', '#idSIButton9'];
    expect(judge('sso.example.org', shape, ['sso.example.org'])).toEqual({ kind: 'nothing' });
    expect(judge('sso.example.org', shape, ['example.org']).kind).toBe('look-alike');
  });
});

test.each([
  ['abc', 'abd', true],
  ['abc', 'ab', true],
  ['abc', 'abcd', true],
  ['abc', 'acb', true],
  ['abc', 'bac', true],
  ['abc', 'abc', false],
  ['abc', 'bca', false],
  ['abc', 'xbd', false],
  ['', 'a', true],
])('%s and %s are one edit apart: %s', (one, other, is) => {
  expect(isOneEdit(one, other)).toBe(is);
  expect(isOneEdit(other, one)).toBe(is);
});

test.each(['münchen', 'pοrtal', 'microsоftonline', 'bücher-über', '例え', 'ab-ç'])(
  'the label %s is read from its ASCII form',
  (label) => {
    expect(decodedLabel(domainToASCII(`${label}.example`).split('.')[0] ?? '')).toBe(label);
  },
);
