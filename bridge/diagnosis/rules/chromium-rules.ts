import { join } from 'node:path';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { BrowserSeen } from '../machine.ts';
import { namesIn, textOf } from '../system-files.ts';
import { type BrowserRules, LOCAL_HOST } from './browser-rules.ts';
import { ExtensionSettings, isShutOut } from './extension-settings.ts';
import { areOfSite } from './site-pattern.ts';

// A browser drops a policy of the wrong type, and keeps the others.
const List = v.fallback(v.optional(v.array(v.string())), undefined);
const Flag = v.fallback(v.optional(v.boolean()), undefined);

/** Policies of Chromium's family that keep Wardkey, a portal or Care Identity from working. */
const Policies = v.object({
  ExtensionInstallBlocklist: List,
  ExtensionInstallAllowlist: List,
  ExtensionInstallForcelist: List,
  ExtensionSettings: v.fallback(v.optional(ExtensionSettings), undefined),
  NativeMessagingBlocklist: List,
  NativeMessagingAllowlist: List,
  NativeMessagingUserLevelHosts: Flag,
  DefaultCookiesSetting: v.fallback(v.optional(v.number()), undefined),
  BlockThirdPartyCookies: Flag,
  CookiesAllowedForUrls: List,
  CookiesSessionOnlyForUrls: List,
  CookiesBlockedForUrls: List,
  LoopbackNetworkBlockedForUrls: List,
  LoopbackNetworkAllowedForUrls: List,
  LocalNetworkAccessBlockedForUrls: List,
});
type Policies = v.InferOutput<typeof Policies>;

/** Of {@link Policies.DefaultCookiesSetting}: no site may keep any. */
const NO_COOKIES = 2;

/** What Chromium's family takes from the files of managed policies. */
export async function chromiumRules({ policies, callers }: BrowserSeen): Promise<BrowserRules> {
  const rules = await policiesIn(policies);
  const isListed = (list: readonly string[] | undefined) =>
    list?.some((entry) => entry === '*' || entry === HOST_NAME) === true;
  const keepsCookiesOf = (host: string) =>
    areOfSite(rules.CookiesAllowedForUrls, host) ||
    areOfSite(rules.CookiesSessionOnlyForUrls, host);
  const barsCookiesOf = (host: string) =>
    !keepsCookiesOf(host) &&
    (rules.DefaultCookiesSetting === NO_COOKIES || areOfSite(rules.CookiesBlockedForUrls, host));
  return {
    isExtensionBarred: isExtensionBarred(rules, callers),
    isNativeMessagingBarred:
      isListed(rules.NativeMessagingBlocklist) && !isListed(rules.NativeMessagingAllowlist),
    areUserManifestsBarred: rules.NativeMessagingUserLevelHosts === false,
    barsCookiesOf,
    areLocalCookiesBarred:
      barsCookiesOf(LOCAL_HOST) ||
      (rules.BlockThirdPartyCookies === true && !keepsCookiesOf(LOCAL_HOST)),
    // What is ruled of this computer alone comes before what is ruled of the whole network.
    barsLocalNetworkOf: (host) =>
      areOfSite(rules.LoopbackNetworkBlockedForUrls, host) ||
      (!areOfSite(rules.LoopbackNetworkAllowedForUrls, host) &&
        areOfSite(rules.LocalNetworkAccessBlockedForUrls, host)),
  };
}

/** An entry of its own for the extension counts before the lists. */
function isExtensionBarred(rules: Policies, callers: readonly string[]): boolean {
  const ids = callers.map((caller) => URL.parse(caller)?.host ?? '');
  const own = isShutOut(rules.ExtensionSettings, ids);
  const isOurs = (entry: string) => ids.includes(entry.split(';')[0] ?? '');
  if (own === true) return rules.ExtensionInstallForcelist?.some(isOurs) !== true;
  return (
    own === undefined &&
    rules.ExtensionInstallBlocklist?.some((entry) => entry === '*' || isOurs(entry)) === true &&
    rules.ExtensionInstallAllowlist?.some(isOurs) !== true &&
    rules.ExtensionInstallForcelist?.some(isOurs) !== true
  );
}

/** All policies together: of one that stands in several files, the last counts. */
async function policiesIn(folders: readonly string[]): Promise<Policies> {
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const files = (await namesIn(folder)).filter((name) => name.endsWith('.json')).sort();
      return Promise.all(files.map((file) => textOf(join(folder, file))));
    }),
  );
  const all = texts.flat().map((text) => parsed(text ?? ''));
  return Object.assign({}, ...all);
}

function parsed(text: string): Policies {
  try {
    const read = v.safeParse(Policies, JSON.parse(text));
    return read.success ? read.output : {};
  } catch {
    return {};
  }
}
