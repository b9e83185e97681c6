import { expect, onTestFinished, test } from 'vitest';
import type { Probe } from '../../../../../bridge/diagnosis/probe.ts';
import {
  BROWSER_RULES_PROBE,
  SITE_RULES_PROBE,
} from '../../../../../bridge/diagnosis/probes/browser-rules.ts';
import { BROWSERS } from '../../../../../bridge/install/browsers.ts';
import { BROWSER_NAMES, browserName } from '../../../../../shared/diagnosis/least-browsers.ts';
import { SickMachine } from '../../../../rig/sick-machine.ts';

const SYSTEM = 'etc/firefox/policies/policies.json';
const PACKAGE = 'usr/lib/firefox-esr/distribution/policies.json';
const OURS = 'wardkey@wardkey.app';
const PORTAL = 'portal.nhs.net';

interface Ruled {
  readonly probe?: Probe;
  /** `null` where none was named. */
  readonly browser?: string | null;
  readonly portal?: string;
}

/** What is found where these files stand. */
async function foundWith(
  files: Readonly<Record<string, string>>,
  { probe = BROWSER_RULES_PROBE, browser = 'Firefox', portal = PORTAL }: Ruled = {},
): Promise<readonly string[]> {
  const sick = new SickMachine();
  onTestFinished(() => sick.end());
  for (const [path, text] of Object.entries(files)) sick.write(path, text);
  const found = await probe.run({
    machine: sick.machine(),
    portal,
    browser: browser ?? undefined,
    signal: new AbortController().signal,
    keysSettled: Promise.resolve(),
  });
  return found.map(({ code }) => code);
}

function firefox(policies: object): Readonly<Record<string, string>> {
  return { [SYSTEM]: JSON.stringify({ policies }) };
}

test.each([
  [{ ExtensionSettings: { '*': { installation_mode: 'blocked' } } }, ['extension-barred']],
  [
    {
      ExtensionSettings: {
        '*': { installation_mode: 'blocked' },
        [OURS]: { installation_mode: 'force_installed', install_url: 'https://it.example/w.xpi' },
      },
    },
    [],
  ],
  [
    { ExtensionSettings: { [OURS]: { blocked_permissions: ['nativeMessaging'] } } },
    ['extension-barred'],
  ],
  [{ Cookies: { Behavior: 'reject' } }, ['portal-cookies-barred', 'cookies-barred']],
  [{ Cookies: { Default: false } }, ['portal-cookies-barred', 'cookies-barred']],
  [{ Cookies: { Behavior: 'reject-foreign' } }, ['cookies-barred']],
  [{ Cookies: { AcceptThirdParty: 'never' } }, ['cookies-barred']],
  [{ Cookies: { Behavior: 'reject-foreign', Allow: ['https://localhost'] } }, []],
  [{ Cookies: { Block: ['https://portal.nhs.net'] } }, ['portal-cookies-barred']],
  [{ Cookies: { Behavior: 'reject-tracker-and-partition-foreign' } }, []],
  [{ Preferences: { 'network.cookie.cookieBehavior': 1 } }, ['cookies-barred']],
  [
    { Preferences: { 'network.cookie.cookieBehavior': { Value: 2, Status: 'locked' } } },
    ['portal-cookies-barred', 'cookies-barred'],
  ],
  [{ Cookies: { Behavior: 'reject', Allow: ['https://nhs.net'] } }, ['cookies-barred']],
  [{ Cookies: { Block: ['https://nhs.net'] } }, ['portal-cookies-barred']],
  [{ Cookies: { Block: ['https://nhs.net'], Allow: ['https://portal.nhs.net'] } }, []],
  [
    { Cookies: { Allow: ['https://nhs.net'], Block: ['https://portal.nhs.net'] } },
    ['portal-cookies-barred'],
  ],
  [
    {
      ExtensionSettings: {
        '*': { blocked_permissions: ['nativeMessaging'] },
        [OURS]: { installation_mode: 'allowed' },
      },
    },
    [],
  ],
  [
    {
      ExtensionSettings: {
        [OURS]: {
          blocked_permissions: ['nativeMessaging'],
          allowed_permissions: ['nativeMessaging'],
        },
      },
    },
    [],
  ],
  [{ Cookies: 'no', ExtensionSettings: 7 }, []],
  [{}, []],
])("Firefox's %j: %j", async (policies, codes) => {
  expect(await foundWith(firefox(policies))).toEqual(codes);
});

test('of two files of Firefox the first counts; one that is no JSON says nothing', async () => {
  const strict = JSON.stringify({ policies: { Cookies: { Behavior: 'reject-foreign' } } });
  const lax = JSON.stringify({ policies: {} });
  expect(await foundWith({ [PACKAGE]: strict })).toEqual(['cookies-barred']);
  expect(await foundWith({ [PACKAGE]: strict, [SYSTEM]: lax })).toEqual([]);
  expect(await foundWith({ [SYSTEM]: '{"policies": ' })).toEqual([]);
});

test.each([
  [{ LocalNetworkAccessBlockedForUrls: ['https://shop.example'] }, []],
  [
    {
      LocalNetworkAccessBlockedForUrls: ['*'],
      LoopbackNetworkAllowedForUrls: ['[*.]spineservices.nhs.uk'],
    },
    [],
  ],
  [{ BlockThirdPartyCookies: true, CookiesAllowedForUrls: ['http://localhost:*'] }, []],
  [{ CookiesBlockedForUrls: ['https://localhost'] }, ['cookies-barred']],
  [
    {
      ExtensionInstallBlocklist: ['*'],
      ExtensionSettings: {
        fgmmhkokkdaaijdilfkmokmnhfldbgcp: { installation_mode: 'force_installed' },
      },
    },
    ['extension-barred'],
  ],
  [
    { CookiesAllowedForUrls: ['*'], CookiesBlockedForUrls: ['https://portal.nhs.net'] },
    ['portal-cookies-barred'],
  ],
  [
    {
      DefaultCookiesSetting: 2,
      CookiesAllowedForUrls: ['https://portal.nhs.net', '[*.]nhs.uk', 'localhost'],
      CookiesBlockedForUrls: ['[*.]nhs.net'],
    },
    [],
  ],
])("Chromium's %j: %j", async (rules, codes) => {
  const files = { 'etc/chromium/policies/managed/rules.json': JSON.stringify(rules) };
  expect(await foundWith(files, { browser: 'Chromium' })).toEqual(codes);
});

test('the environment of Care Identity counts that the person is at', async () => {
  const rules = {
    LocalNetworkAccessBlockedForUrls: ['am.nhsint.auth-ptl.cis2.spineservices.nhs.uk'],
  };
  const files = { 'etc/opt/edge/policies/managed/rules.json': JSON.stringify(rules) };
  const browser = 'Microsoft Edge';
  expect(await foundWith(files, { browser })).toEqual([]);
  const portal = 'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk';
  expect(await foundWith(files, { browser, portal })).toEqual(['local-network-barred']);
});

test('where Wardkey runs already, no rule keeps it out', async () => {
  const files = firefox({
    ExtensionSettings: { '*': { installation_mode: 'blocked' } },
    Cookies: { Behavior: 'reject-foreign' },
  });
  expect(await foundWith(files, { probe: SITE_RULES_PROBE })).toEqual(['cookies-barred']);
});

const OUR_PLACES = {
  chromium: 'home/pat/.config/chromium/NativeMessagingHosts/app.wardkey.bridge.json',
  firefox: 'home/pat/.mozilla/native-messaging-hosts/app.wardkey.bridge.json',
};
const SHUT = { ExtensionSettings: { '*': { installation_mode: 'blocked' } } };

test('where no browser was named, one in which Wardkey is set up and works is enough', async () => {
  const both = {
    'usr/bin/chromium': '',
    'usr/bin/firefox': '',
    [OUR_PLACES.chromium]: '{}',
    ...firefox({ ...SHUT, Cookies: { Behavior: 'reject-foreign' } }),
  };
  const managed = 'etc/chromium/policies/managed/rules.json';
  const none = { browser: null };
  // Wardkey is not set up in Firefox, so what is ruled there is nothing to it.
  expect(await foundWith(both, none)).toEqual([]);
  expect(await foundWith(both, { browser: 'Firefox' })).toEqual([
    'extension-barred',
    'cookies-barred',
  ]);
  const twice = { ...both, [OUR_PLACES.firefox]: '{}' };
  expect(await foundWith(twice, none)).toEqual([]);
  // Each of the two is shut by a rule of its own: neither does.
  const rules = JSON.stringify({ NativeMessagingBlocklist: ['*'] });
  expect(await foundWith({ ...twice, [managed]: rules }, none)).toEqual([
    'native-messaging-barred',
    'extension-barred',
  ]);
  // Wardkey is set up in none, and could be in Chromium.
  const { [OUR_PLACES.chromium]: _, ...bare } = both;
  expect(await foundWith(bare, none)).toEqual([]);
  expect(await foundWith({ ...bare, [managed]: JSON.stringify(SHUT) }, none)).toEqual([
    'extension-barred',
    'extension-barred',
  ]);
});

test('browsers are known by the names that the installer has for them', () => {
  expect(BROWSERS.map(({ name }) => name)).toEqual([...BROWSER_NAMES]);
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';
  expect(browserName(chrome, ['Not A;Brand', 'Chromium', 'Microsoft Edge'])).toBe('Microsoft Edge');
  expect(browserName(chrome, ['Chromium', 'Google Chrome'])).toBe('Google Chrome');
  expect(browserName(chrome, ['Chromium', 'Not A;Brand'])).toBe('Chromium');
  expect(browserName(chrome, ['Not)A;Brand', 'Chromium', 'Opera'])).toBeNull();
  expect(browserName(chrome, ['Vivaldi', 'Chromium'])).toBeNull();
  expect(browserName(chrome, ['Not_A Brand'])).toBeNull();
  expect(browserName(chrome, [])).toBeNull();
  expect(browserName('Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0', [])).toBe(
    'Firefox',
  );
});
