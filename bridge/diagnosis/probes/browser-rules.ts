import { join } from 'node:path';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { BrowserSeen } from '../machine.ts';
import { meantBrowsers } from '../meant-browsers.ts';
import type { Probe } from '../probe.ts';
import { isThere, namesIn, textOf } from '../system-files.ts';

// A browser drops a policy of the wrong type, and keeps the others.
const List = v.fallback(v.optional(v.array(v.string())), undefined);
const Flag = v.fallback(v.optional(v.boolean()), undefined);

/** Policies of Chromium's family that keep Wardkey or Care Identity from working. */
const Rules = v.object({
  ExtensionInstallBlocklist: List,
  ExtensionInstallAllowlist: List,
  ExtensionInstallForcelist: List,
  NativeMessagingBlocklist: List,
  NativeMessagingAllowlist: List,
  NativeMessagingUserLevelHosts: Flag,
  BlockThirdPartyCookies: Flag,
  CookiesAllowedForUrls: List,
  LocalNetworkAccessBlockedForUrls: List,
});
type Rules = v.InferOutput<typeof Rules>;

/** What an administrator has ruled in a browser's managed policies. */
export const BROWSER_RULES_PROBE: Probe = {
  check: 'browser-rules',
  async run(look) {
    const found = await Promise.all(meantBrowsers(look).map(ruleFindings));
    return found.flat();
  },
};

async function ruleFindings(browser: BrowserSeen): Promise<readonly Finding[]> {
  const rules = await rulesOf(browser.policies);
  const facts = { browser: browser.name };
  const isListed = (list: readonly string[] | undefined) =>
    list?.some((entry) => entry === '*' || entry === HOST_NAME) ?? false;
  const isBarred =
    isListed(rules.NativeMessagingBlocklist) && !isListed(rules.NativeMessagingAllowlist);
  const isOurs = (entry: string) => browser.callers.some((caller) => caller.includes(entry));
  const isExtensionBarred =
    rules.ExtensionInstallBlocklist?.some((entry) => entry === '*' || isOurs(entry)) === true &&
    rules.ExtensionInstallAllowlist?.some(isOurs) !== true &&
    rules.ExtensionInstallForcelist?.some((entry) => isOurs(entry.split(';')[0] ?? '')) !== true;
  const system = browser.manifests.filter(({ isPersonal }) => !isPersonal);
  const hasSystem = (await Promise.all(system.map(({ path }) => isThere(path)))).includes(true);
  const isLocalAllowed = rules.CookiesAllowedForUrls?.some((url) => url.includes('localhost'));
  const found: (Finding | false)[] = [
    isExtensionBarred && { code: 'extension-barred', facts },
    isBarred && { code: 'native-messaging-barred', facts },
    rules.NativeMessagingUserLevelHosts === false &&
      !hasSystem && { code: 'user-manifests-barred', facts },
    rules.BlockThirdPartyCookies === true &&
      isLocalAllowed !== true && { code: 'cookies-barred', facts },
    (rules.LocalNetworkAccessBlockedForUrls?.length ?? 0) > 0 && {
      code: 'local-network-barred',
      facts,
    },
  ];
  return found.filter((finding) => finding !== false);
}

/** All policies together: of one that stands in several files, the last counts. */
async function rulesOf(folders: readonly string[]): Promise<Rules> {
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const files = (await namesIn(folder)).filter((name) => name.endsWith('.json')).sort();
      return Promise.all(files.map((file) => textOf(join(folder, file))));
    }),
  );
  const all = texts.flat().map((text) => parsed(text ?? ''));
  return Object.assign({}, ...all);
}

function parsed(text: string): Rules {
  try {
    const read = v.safeParse(Rules, JSON.parse(text));
    return read.success ? read.output : {};
  } catch {
    return {};
  }
}
