import { join } from 'node:path';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { BrowserSeen } from '../machine.ts';
import { namesIn, textOf } from '../system-files.ts';
import { type BrowserRules, LOCAL_HOST } from './browser-rules.ts';
import { isBarredInChromium } from './chromium-extension.ts';
import { ExtensionSettings } from './extension-settings.ts';
import { areOfSite, narrowest } from './site-pattern.ts';

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
  const kept = [...(rules.CookiesAllowedForUrls ?? []), ...(rules.CookiesSessionOnlyForUrls ?? [])];
  const isBlocked = (host: string) =>
    narrowest(rules.CookiesBlockedForUrls, host) > narrowest(kept, host);
  const keepsCookiesOf = (host: string) => areOfSite(kept, host) && !isBlocked(host);
  const barsCookiesOf = (host: string) =>
    isBlocked(host) || (rules.DefaultCookiesSetting === NO_COOKIES && !keepsCookiesOf(host));
  return {
    isExtensionBarred: callers.every((caller) =>
      isBarredInChromium(rules, URL.parse(caller)?.host ?? ''),
    ),
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
