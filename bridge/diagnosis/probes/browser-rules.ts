import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { askedHost, askedPortalOf, isCareIdentity } from '../../../shared/portals/asked-portals.ts';
import type { BrowserSeen } from '../machine.ts';
import { meantBrowsers } from '../meant-browsers.ts';
import type { Look, Probe } from '../probe.ts';
import type { BrowserRules } from '../rules/browser-rules.ts';
import { chromiumRules } from '../rules/chromium-rules.ts';
import { firefoxRules } from '../rules/firefox-rules.ts';
import { isThere } from '../system-files.ts';

/** What an administrator has ruled in a browser's managed policies. */
export const BROWSER_RULES_PROBE: Probe = {
  check: 'browser-rules',
  run: (look) =>
    ofBrowsers(look, async (browser, rules) => [
      ...(await programFindings(browser, rules)),
      ...siteFindings(browser, rules, look.portal),
    ]),
};

/** The same, for a browser in which Wardkey runs and has reached its program. */
export const SITE_RULES_PROBE: Probe = {
  check: 'browser-rules',
  run: (look) =>
    ofBrowsers(look, async (browser, rules) => siteFindings(browser, rules, look.portal)),
};

/** Findings that keep Wardkey from working at all, of which any is enough. */
const PROGRAM_CODES: readonly string[] = [
  'extension-barred',
  'native-messaging-barred',
  'user-manifests-barred',
];

/**
 * What is found in the browser that is named; else what is found in all that Wardkey is set up for, of
 * which one that does is enough.
 */
async function ofBrowsers(
  look: Look,
  find: (browser: BrowserSeen, rules: BrowserRules) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const browsers = look.browser === undefined ? await setUpBrowsers(look) : meantBrowsers(look);
  const found = await Promise.all(
    browsers.map(async (browser) =>
      find(browser, await (browser.form === 'firefox' ? firefoxRules : chromiumRules)(browser)),
    ),
  );
  const isEverywhere = ({ code }: Finding) =>
    found.every((all) => all.some((other) => isAlike(other.code, code)));
  return found.flat().filter(isEverywhere);
}

function isAlike(one: string, other: string): boolean {
  return one === other || (PROGRAM_CODES.includes(one) && PROGRAM_CODES.includes(other));
}

/** Those that have a manifest; where none has, all that are there. */
async function setUpBrowsers(look: Look): Promise<readonly BrowserSeen[]> {
  const meant = meantBrowsers(look);
  const areSetUp = await Promise.all(
    meant.map(async ({ manifests }) =>
      (await Promise.all(manifests.map(({ path }) => isThere(path)))).includes(true),
    ),
  );
  const setUp = meant.filter((_, index) => areSetUp[index]);
  return setUp.length > 0 ? setUp : meant;
}

async function programFindings(
  { name, manifests }: BrowserSeen,
  rules: BrowserRules,
): Promise<readonly Finding[]> {
  const facts = { browser: name };
  const system = manifests.filter(({ isPersonal }) => !isPersonal);
  const hasSystem = (await Promise.all(system.map(({ path }) => isThere(path)))).includes(true);
  return [
    ...(rules.isExtensionBarred ? [{ code: 'extension-barred', facts } as const] : []),
    ...(rules.isNativeMessagingBarred ? [{ code: 'native-messaging-barred', facts } as const] : []),
    ...(rules.areUserManifestsBarred && !hasSystem
      ? [{ code: 'user-manifests-barred', facts } as const]
      : []),
  ];
}

/** Care Identity's pages ask a program on this computer, and that one keeps cookies of its own. */
function siteFindings(
  { name: browser }: BrowserSeen,
  rules: BrowserRules,
  portal: string = askedHost('either'),
): readonly Finding[] {
  const careIdentity = isCareIdentity(askedPortalOf(portal)) ? portal : askedHost('card');
  return [
    ...(rules.barsCookiesOf(portal)
      ? [{ code: 'portal-cookies-barred', facts: { browser, host: portal } } as const]
      : []),
    ...(rules.areLocalCookiesBarred || rules.barsCookiesOf(careIdentity)
      ? [{ code: 'cookies-barred', facts: { browser } } as const]
      : []),
    ...(rules.barsLocalNetworkOf(careIdentity)
      ? [{ code: 'local-network-barred', facts: { browser } } as const]
      : []),
  ];
}
