import { describe, expect, test } from 'vitest';
import { isOffScreen, PAGES } from '../../../../shared/portals/catalogue.ts';
import { matchPage } from '../../../../shared/portals/match.ts';
import type { PageMatch } from '../../../../shared/portals/page-match.ts';
import type { KnownPage, PageId } from '../../../../shared/portals/pages-on.ts';
import { pageOf, pagesOn } from '../../../../shared/portals/pages-on.ts';
import type { PageSnapshot } from '../../../../shared/portals/snapshot.ts';
import { bare, bookOf, said, snapshotOf, type Variant } from './snapshots.ts';

const PLACES = PAGES.filter((page) => !isOffScreen(page)).flatMap((page) =>
  page.hosts.map((host) => [page.id, host] as const),
);
const EN: Variant = { language: 'en' };

function pageIn(match: PageMatch): PageId | null {
  return match.kind === 'page' ? match.page : null;
}

describe.each(PLACES)('%s on %s', (id, host) => {
  const page: KnownPage = pageOf(id);

  test('is known in both languages', () => {
    for (const language of ['en', 'cy'] as const) {
      expect(matchPage(snapshotOf(page, host, { language }))).toMatchObject({
        kind: 'page',
        page: id,
      });
    }
  });

  test.each([
    ['no PageID and nothing that nobody has confirmed', { ...EN, confirmedOnly: true }],
    ['other ids and names in its markup', { ...EN, renamed: true }],
    ['both', { ...EN, confirmedOnly: true, renamed: true }],
  ])('with %s is never another page, and never nothing', (_, variant) => {
    const match = matchPage(snapshotOf(page, host, variant));
    expect(['page', 'portal']).toContain(match.kind);
    expect([id, null]).toContain(pageIn(match));
  });
});

const LOGIN = 'login.microsoftonline.com';
const AUTHORIZE = '/common/oauth2/v2.0/authorize';

function entra(parts: Partial<PageSnapshot>): PageSnapshot {
  return { ...bare(LOGIN, AUTHORIZE), pageId: 'ConvergedSignIn', ...parts };
}

describe('views of one address are told apart', () => {
  test.each<[PageId, PageSnapshot]>([
    ['entra-username', entra({ selectors: ['#i0116', 'input[name=loginfmt]', '#idSIButton9'] })],
    ['entra-password', entra({ selectors: ['#i0118', 'input[name=passwd]', '#idSIButton9'] })],
    [
      'entra-cred-picker',
      entra({
        phrases: [
          said('heading', 'Choose a way to sign in'),
          said('action', 'Face, fingerprint, PIN or security key'),
        ],
      }),
    ],
    [
      'entra-fido',
      {
        ...entra({
          pageId: null,
          phrases: [said('heading', 'Face, fingerprint, PIN or security key')],
        }),
        host: 'login.microsoft.com',
        path: '/common/fido/get',
      },
    ],
    [
      'entra-number-match',
      entra({ pageId: 'ConvergedTFA', phrases: [said('heading', 'Approve sign in request')] }),
    ],
  ])('%s', (id, seen) => {
    expect(pageIn(matchPage(seen))).toBe(id);
  });

  test('a dialog is known over the page that it stands on', () => {
    const seen = {
      ...bare('mysignins.microsoft.com', '/security-info'),
      selectors: ["[name='Add method']", '[role=dialog]', 'button.ms-Button--primary'],
      phrases: [
        said('heading', 'Security info'),
        said('action', 'Add sign-in method'),
        said('heading', 'Scan the QR code'),
      ],
    };
    expect(pageIn(matchPage(seen))).toBe('ms-register-scan-qr');
    expect(pageIn(matchPage({ ...seen, phrases: seen.phrases.slice(0, 2) }))).toBe('security-info');
  });

  test('the same words are a tab on one page and the heading of another', () => {
    const portal = bare('portal.nhs.net', '/Profile');
    const tab = said('action', 'Manage FIDO2 Tokens');
    expect(pageIn(matchPage({ ...portal, phrases: [said('heading', 'My profile'), tab] }))).toBe(
      'portal-self-service',
    );
    const heading = said('heading', 'Manage FIDO2 Tokens');
    expect(pageIn(matchPage({ ...portal, phrases: [heading] }))).toBe('portal-fido2-tokens');
  });
});

const CIS2 = 'am.nhsidentity.spineservices.nhs.uk';

/** A page of Care Identity under a heading, read as the reader reads it. */
function cis2(heading: string): PageSnapshot {
  const text = bookOf(pagesOn(CIS2)).find(heading);
  return {
    ...bare(CIS2, '/openam/XUI/'),
    selectors: ['.nhsuk-cis2-cia-header-text'],
    phrases: text === null ? [] : [{ role: 'heading', text }],
  };
}

test.each([
  'Insert your smartcard and enter its passcode',
  'Rhowch eich cerdyn clyfar yn y darllenydd',
])('a smartcard that is to be inserted: %s', (heading) => {
  expect(pageIn(matchPage(cis2(heading)))).toBe('cis2-smartcard');
});

describe('what is not enough to know a step', () => {
  test.each<[string, PageSnapshot]>([
    ['an empty page', bare('portal.nhs.net', '/Something')],
    [
      'buttons that every page has',
      entra({ pageId: null, selectors: ['#idSIButton9', '#idBtn_Back'] }),
    ],
    ['a PageID that nobody knows', entra({ pageId: 'ConvergedSomethingNew' })],
    [
      'the heading of a view that is new',
      entra({ pageId: 'ConvergedSomethingNew', phrases: [said('heading', 'Pick an account')] }),
    ],
    [
      'a device’s code',
      entra({
        pageId: 'ConvergedRemoteConnect',
        selectors: ['input[name=otc]'],
        phrases: [said('heading', 'Enter code')],
      }),
    ],
    [
      'a password that is to be changed',
      {
        ...bare('fs.nhs.net', '/adfs/portal/updatepassword/'),
        selectors: ['input[name=UserName]'],
      },
    ],
    [
      'a device’s code by its short address',
      {
        ...bare('login.microsoft.com', '/device'),
        selectors: ['input[name=otc]'],
        phrases: [said('heading', 'Enter code')],
      },
    ],
    ...[
      { pageId: null, phrases: [said('heading', 'Update your password')] },
      { pageId: null, phrases: [said('heading', 'Newidiwch eich cyfrinair')] },
      { pageId: 'ConvergedChangePassword' },
    ].map((parts): [string, PageSnapshot] => [
      `a password that is to be changed at Entra: ${JSON.stringify(parts)}`,
      {
        ...entra({ selectors: ['input[autocomplete=current-password]', '#displayName'], ...parts }),
        path: '/common/login',
      },
    ]),
    [
      'a link to log in on another page of the portal',
      {
        ...bare('portal.nhs.net', '/SelfService/Forgotten'),
        phrases: [said('action', 'Login'), said('action', 'Email'), said('text', 'NHSmail')],
      },
    ],
    ['signs of two pages at once', entra({ selectors: ['#i0116', '#i0118'] })],
    ['a security key that is to be inserted', cis2('Insert your security key and touch it')],
  ])('%s: the portal alone', (_, seen) => {
    expect(matchPage(seen).kind).toBe('portal');
  });
});

describe('a selector that nobody has confirmed', () => {
  const seen = entra({
    pageId: null,
    selectors: ['input[autocomplete=current-password]', '#displayName', '#idSIButton9'],
  });
  const confidence = (snapshot: PageSnapshot) => {
    const match = matchPage(snapshot);
    return match.kind === 'page' ? [match.page, match.confidence] : match.kind;
  };

  test('alone is never sure', () => {
    expect(confidence(seen)).toEqual(['entra-password', 'likely']);
  });

  test('is sure beside a heading, the PageID or one that is confirmed', () => {
    const sure = ['entra-password', 'sure'];
    expect(confidence({ ...seen, phrases: [said('heading', 'Enter password')] })).toEqual(sure);
    expect(confidence({ ...seen, pageId: 'ConvergedSignIn' })).toEqual(sure);
    expect(confidence({ ...seen, selectors: [...seen.selectors, '#i0118'] })).toEqual(sure);
  });

  test('is sure where a policy names it', () => {
    const hint = {
      host: LOGIN,
      page: 'entra-password',
      selector: seen.selectors[0] ?? '',
    } as const;
    expect(matchPage(seen, { hosts: [], hints: [hint] })).toMatchObject({ confidence: 'sure' });
  });
});

test('an update of the password that is only spoken of changes nothing', () => {
  const phrases = [said('text', 'Update your password')];
  expect(pageIn(matchPage(entra({ selectors: ['#i0118'], phrases })))).toBe('entra-password');
});

describe('near misses', () => {
  const username = { selectors: ['#i0116', '#idSIButton9'] };

  test.each([
    ['other-tenant', { tenant: 'other' }],
    ['other-tenant', { tenant: 'other', cameFromNhs: true, hasDomainHint: true }],
    ['personal-account', { tenant: 'personal', cameFromNhs: true }],
    ['no-evidence', { tenant: 'unknown' }],
    ['not-secure', { isHttps: false }],
  ] as const)('%s (%j)', (why, parts) => {
    expect(matchPage(entra({ ...username, ...parts }))).toMatchObject({ kind: 'near-miss', why });
  });

  test.each([
    { tenant: 'nhs' },
    { tenant: 'unknown', hasDomainHint: true },
    { tenant: 'unknown', cameFromNhs: true },
  ] as const)('no miss with evidence: %j', (parts) => {
    expect(pageIn(matchPage(entra({ ...username, ...parts })))).toBe('entra-username');
  });

  test.each([
    'login.live.com',
    'login.microsoftonline.com.example.org',
    'nhs.net',
    'x.portal.nhs.net',
    'portal.nhs.net:8443',
    'outlook.live.com',
    'login.microsoftonline.us',
  ])('%s is no host of the catalogue', (host) => {
    const seen = { ...entra(username), host };
    expect(matchPage(seen)).toEqual({ kind: 'nothing' });
  });
});

test('a host with a dot at its end is another one of the same owner', () => {
  expect(matchPage({ ...entra({ selectors: ['#i0116'] }), host: `${LOGIN}.` })).toEqual({
    kind: 'near-miss',
    why: 'other-host',
    portal: 'entra',
    evidence: [],
  });
});

describe('what a policy adds', () => {
  const host = 'id.trust.example';
  const policy = {
    hosts: [host],
    hints: [{ host, page: 'adfs-login', selector: '#trust-form' }],
  } as const;

  test('a host of its own, and the page behind a selector', () => {
    expect(matchPage(bare(host), policy)).toEqual({
      kind: 'portal',
      portal: 'policy',
      evidence: ['host'],
    });
    const seen = { ...bare(host), selectors: ['#trust-form'] };
    expect(pageIn(matchPage(seen, policy))).toBe('adfs-login');
    expect(matchPage(seen)).toEqual({ kind: 'nothing' });
  });

  test('a selector that a page of the catalogue has now', () => {
    const hints = [{ host: LOGIN, page: 'entra-username', selector: '#newName' }] as const;
    const seen = entra({ pageId: null, selectors: ['#newName'] });
    expect(matchPage(seen).kind).toBe('portal');
    expect(pageIn(matchPage(seen, { hosts: [], hints }))).toBe('entra-username');
  });
});
